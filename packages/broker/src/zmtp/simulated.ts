import type { Peer } from "@zmqscope/zmtp"

/** What zmqscope's own simulator announces in its READY, and nobody else knows. */
const TOKEN_PROPERTY = "x-zmqscope-token"

export function isSimulated(
  { properties }: Pick<Peer, "properties">,
  token: string | undefined,
): boolean {
  return token !== undefined && properties.get(TOKEN_PROPERTY)?.toString("latin1") === token
}
