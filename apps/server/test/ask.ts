export interface Answer {
  readonly status: number
  readonly type: string | null
  readonly body: unknown
}

/** Asks the server; `json` goes as the body. */
export async function ask(
  url: string,
  path: string,
  {
    method = "GET",
    json,
    headers = {},
  }: {
    method?: string
    json?: unknown
    headers?: Record<string, string>
  } = {},
): Promise<Answer> {
  const init: RequestInit = { method, headers }
  if (json !== undefined) {
    init.headers = { "content-type": "application/json", ...headers }
    init.body = JSON.stringify(json)
  }
  const answer = await fetch(url + path, init)
  const text = await answer.text()
  const type = answer.headers.get("content-type")
  return { status: answer.status, type, body: parsed(text, type) }
}

/** What is no JSON stays text. */
function parsed(text: string, type: string | null): unknown {
  if (text === "") return undefined
  return type?.includes("json") === true ? JSON.parse(text) : text
}

/** The process of one of the server's children. */
export async function pidOf(url: string, child: "broker" | "simulator"): Promise<number> {
  const { body } = await ask(url, "/api/status")
  const { children } = body as { children: Record<string, { pid: number }> }
  return children[child]?.pid ?? Number.NaN
}
