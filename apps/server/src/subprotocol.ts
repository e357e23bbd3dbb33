import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "@zmqscope/protocol"

/**
 * The first offered subprotocol that is known; without an offer it is JSON, so that a bare tool sees
 * something it can read. Undefined when only unknown ones are offered.
 */
export function chooseSubprotocol(offered: readonly string[]): string | undefined {
  if (offered.length === 0) return JSON_SUBPROTOCOL
  return offered.find((name) => name === BINARY_SUBPROTOCOL || name === JSON_SUBPROTOCOL)
}
