/** Asks zmqscope's REST API. Throws with the problem when it refuses. */
export async function callApi(
  method: "POST" | "PATCH" | "DELETE",
  url: string,
  body: object,
): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${url}: ${await response.text()}`)
}
