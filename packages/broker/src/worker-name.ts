/** Characters of a worker's name that are kept: as many as a routing id has bytes. */
const MAX_NAME_LENGTH = 255

/** What a worker is called: what it announces as `X-Name`, or its socket type and remote port. */
export function workerName(property: Buffer | undefined, socketType: string, address: string): string {
  const announced = Array.from(property?.toString("utf8") ?? "").slice(0, MAX_NAME_LENGTH).join("")
  const port = address.slice(address.lastIndexOf(":") + 1)
  return announced || `${socketType.toLowerCase()}-${port}`
}
