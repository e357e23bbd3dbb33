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
  return { status: answer.status, type, body: text === "" ? undefined : JSON.parse(text) }
}
