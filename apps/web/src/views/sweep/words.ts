import { formatRate, plural } from "@zmqscope/metrics"
import { assertUnreachable, type Sweep, type SweepOrder } from "@zmqscope/protocol"

export function isOver({ state }: Pick<Sweep, "state">): boolean {
  return state !== "running"
}

/** From 0 to 1: loads that are measured. */
export function progressOf({ points, order }: Sweep): number {
  return points.length / order.perSecond.length
}

/** How far it is, or how it ended. */
export function progressWords({ state, points, order, failure }: Sweep): string {
  const { perSecond } = order
  const of = `${points.length} of ${plural(perSecond.length, "load")}`
  const last = points.at(-1)
  switch (state) {
    case "running": {
      const next = perSecond[points.length]
      return `${of} measured${next === undefined ? "" : `, now ${formatLoad(next)}`}`
    }
    case "done":
      return `Done: ${plural(points.length, "load")} measured`
    case "saturated":
      return last === undefined
        ? "Ended: the load was not carried"
        : `Ended at ${formatLoad(last.perSecond)}, which is not carried: ${formatLoad(last.returnedPerSecond)} came back`
    case "cancelled":
      return `Cancelled, ${of} measured`
    case "failed":
      return `Failed, ${of} measured: ${failure ?? "nobody knows why"}`
    default:
      return assertUnreachable(state)
  }
}

/** As the server has it. */
const LEAST_FOR_A_KNEE = 3

/** Where the knee is, and what that means. */
export function kneeWords({ kneePerSecond, points, state }: Sweep): string {
  if (kneePerSecond === null) {
    const known = points.filter(({ intendedUs }) => intendedUs.p99 !== null)
    const highest = formatLoad(points.at(-1)?.perSecond ?? 0)
    if (known.length < LEAST_FOR_A_KNEE) {
      return state === "running"
        ? "The knee is known from three loads on."
        : "Fewer than three loads have round trips: no knee can be told."
    }
    return state === "saturated"
      ? `No knee below ${highest}, which is not carried: ask in smaller steps.`
      : `No knee up to ${highest}: more load costs little yet.`
  }
  return `The knee is at ${formatLoad(kneePerSecond)}: up to it more load costs little, beyond it much.`
}

/** What was asked, in a line. */
export function orderWords({ perSecond, seconds, settleSeconds }: SweepOrder): string {
  const [first = 0] = perSecond
  const last = perSecond.at(-1) ?? first
  return `Poisson arrivals from ${formatLoad(first)} to ${formatLoad(last)} in ${plural(perSecond.length, "step")} of ${seconds} s, each after ${settleSeconds} s to settle`
}

export function formatLoad(perSecond: number): string {
  return `${formatRate(perSecond)}/s`
}
