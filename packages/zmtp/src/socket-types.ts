/** RFC 28 and RFC 29 to 51: which socket types may talk to each other. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  REQ: ["REP", "ROUTER"],
  REP: ["REQ", "DEALER"],
  DEALER: ["REP", "DEALER", "ROUTER"],
  ROUTER: ["REQ", "DEALER", "ROUTER"],
}

export type SocketType = "REQ" | "REP" | "DEALER" | "ROUTER"

export function canTalk(one: string, other: string): boolean {
  return Object.hasOwn(PEERS, one) && PEERS[one]?.includes(other) === true
}
