import type { Totals } from "./schemas/totals.js"

export const PROTOCOL_VERSION = 1
export const BINARY_SUBPROTOCOL = "zmqscope.tap.v1.binary"
export const JSON_SUBPROTOCOL = "zmqscope.tap.v1.json"

/** The most earlier attempts that are told of an envelope, the last ones. */
export const MAX_EARLIER_ATTEMPTS = 8

export const EMPTY_TOTALS: Totals = {
  received: 0,
  returned: 0,
  undeliverable: 0,
  lost: 0,
  rejected: 0,
  expired: 0,
  waiting: 0,
  inFlight: 0,
}
