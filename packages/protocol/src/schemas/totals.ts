import { type Static, Type } from "typebox"
import { Count } from "./common.js"

/** `received = returned + undeliverable + lost + rejected + expired + shed + waiting + inFlight`, always. */
export const Totals = Type.Object({
  received: Count,
  returned: Count,
  undeliverable: Count,
  lost: Count,
  rejected: Count,
  expired: Count,
  shed: Count,
  waiting: Count,
  inFlight: Count,
})
export type Totals = Static<typeof Totals>
