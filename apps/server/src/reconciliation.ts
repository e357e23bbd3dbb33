import type { ClientCounts } from "@zmqscope/simulator"
import { shortened } from "./audit.js"

/** What the broker is known to have seen of one client. */
interface Seen {
  readonly sent: number
  readonly returned: number
}

/**
 * What both sides say of the simulated clients, by name, in an order that nobody can doubt: whatever
 * the broker saw `before`, the clients had done when they counted; whatever they had counted, the
 * broker has seen `after`.
 */
export interface Sample {
  readonly before: ReadonlyMap<string, Seen>
  readonly counted: ReadonlyMap<string, Omit<ClientCounts, "name">>
  readonly after: ReadonlyMap<string, Seen>
}

/** A REQ has one request on its way, and each that it gave up may come, be answered, or neither. */
const ON_THE_WAY = 1

const NOTHING: Omit<ClientCounts, "name"> = { sent: 0, replied: 0, gaveUp: 0 }

/**
 * Holds what the broker says of the simulator's clients against what they counted themselves, since
 * the first sample: a request that nobody sent, a reply that nobody got, one that was never told of.
 */
export class Reconciliation {
  #first: Sample | undefined

  /** What was counted so far does not go together with what comes: another run, or a gap. */
  begin(): void {
    this.#first = undefined
  }

  /** What does not go together, a sentence each. */
  take(sample: Sample): string[] {
    this.#first ??= sample
    const first = this.#first
    const names = [...sample.counted.keys()].filter(
      (name) => sample.before.has(name) && sample.after.has(name),
    )
    return shortened(names.flatMap((name) => compare(name, first, sample)))
  }
}

function compare(name: string, first: Sample, { before, counted, after }: Sample): string[] {
  const now = counted.get(name) ?? NOTHING
  const then = first.counted.get(name) ?? NOTHING
  const onTheWay = Math.max(now.onTheWay ?? ON_THE_WAY, then.onTheWay ?? ON_THE_WAY)
  const slack = onTheWay + now.gaveUp
  const sent = now.sent - then.sent
  const replied = now.replied - then.replied
  const most = (figure: keyof Seen): number =>
    (after.get(name)?.[figure] ?? 0) - (first.before.get(name)?.[figure] ?? 0)
  const least = (figure: keyof Seen): number =>
    (before.get(name)?.[figure] ?? 0) - (first.after.get(name)?.[figure] ?? 0)
  const faults: string[] = []
  if (least("sent") > sent + slack) {
    faults.push(`${name} sent ${sent} requests, and ${least("sent")} are said to be received.`)
  }
  if (most("sent") < sent - slack) {
    faults.push(`${name} sent ${sent} requests, and only ${most("sent")} are said to be received.`)
  }
  if (least("returned") > replied + slack) {
    faults.push(`${name} got ${replied} replies, and ${least("returned")} are said to be returned.`)
  }
  if (most("returned") < replied - slack) {
    faults.push(
      `${name} got ${replied} replies, and only ${most("returned")} are said to be returned.`,
    )
  }
  return faults
}
