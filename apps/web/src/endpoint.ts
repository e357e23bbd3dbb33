/** What a server that listens on every address says of itself. */
const EVERYWHERE = new Set(["0.0.0.0", "[::]", "*"])

/** Where a peer can connect to: the page's own host in place of 'every address'. */
export function reachableEndpoint(address: string, pageHost: string): string {
  const [, host, port] = /^tcp:\/\/(.+):(\d+)$/.exec(address) ?? []
  return host !== undefined && EVERYWHERE.has(host) ? `tcp://${pageHost}:${port}` : address
}
