/** `tcp://host:port`, a wildcard for port 0. */
export function endpointOf(host: string, port: number): string {
  return `tcp://${host.includes(":") ? `[${host}]` : host}:${port === 0 ? "*" : port}`
}
