/** What a server that listens on every address says of itself. */
const EVERYWHERE = new Set(["0.0.0.0", "[::]", "*"])

/** A path of the server, such as `/api/tap`, from where the page lies: a proxy may have put it below a prefix. */
export function serverUrl(path: string, pageUri: string = document.baseURI): URL {
  return new URL(path.replace(/^\//, ""), pageUri)
}

/** A path of one broker's: of the server's first, or of the one that is named. */
export function brokerPath(path: string, broker: string | null): string {
  return broker === null ? path : path.replace(/^\/api\//, `/api/brokers/${broker}/`)
}

/** Where a peer can connect to: the page's own host in place of 'every address'. */
export function reachableEndpoint(address: string, pageHost: string): string {
  const [, host, port] = /^tcp:\/\/(.+):(\d+)$/.exec(address) ?? []
  return host !== undefined && EVERYWHERE.has(host) ? `tcp://${pageHost}:${port}` : address
}

/** What each of a broker's sides is called. */
export const PORTS = { frontend: "clients' port", backend: "workers' port" } as const
