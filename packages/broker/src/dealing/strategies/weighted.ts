import { firstBy, type Strategy } from "../strategy.js"

/**
 * In turn by weight: the one whose share of the handings begins first. A handing takes 1/weight of
 * virtual time, and who was passed by, being full, has no claim to what it missed (Goyal, Vin, Cheng:
 * "Start-time Fair Queueing", SIGCOMM 1996). As even as nginx's smooth weighted round-robin.
 */
export const weighted: Strategy = (table) =>
  firstBy(table, ({ virtualFinish }) => Math.max(virtualFinish, table.virtualTime))
