/** `tcp://host:port`, a wildcard for port 0. */
export function endpointOf(host: string, port: number): string {
  return `tcp://${host.includes(":") ? `[${host}]` : host}:${port === 0 ? "*" : port}`
}

/** Names the endpoint in the error when it cannot be bound. */
export async function naming(address: string, bound: Promise<void>): Promise<void> {
  try {
    await bound
  } catch (error) {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { address })
  }
}
