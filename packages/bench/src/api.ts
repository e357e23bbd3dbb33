/** Asks zmqscope's REST API, and gives what it answers. Throws with the problem when it refuses. */
export async function callApi<T>(
  method: "GET" | "POST" | "PATCH",
  url: string,
  body?: object,
): Promise<T> {
  const sent = body && {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }
  const response = await fetch(url, { method, ...sent })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url}: ${text}`)
  return JSON.parse(text)
}
