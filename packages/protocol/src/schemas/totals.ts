import { type Static, Type } from "typebox"
import { Count } from "./common.js"

/** `received = returned + undeliverable + lost + rejected + expired + waiting + inFlight`, always. */
export const Totals = Type.Object({
  received: Count,
  returned: Count,
  undeliverable: Count,
  lost: Count,
  rejected: Count,
  expired: Count,
  waiting: Count,
  inFlight: Count,
})
export type Totals = Static<typeof Totals>

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
