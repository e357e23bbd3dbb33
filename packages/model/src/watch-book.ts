import type { OpaqueConnections, Watched } from "@zmqscope/protocol"

type Opaque = OpaqueConnections["told"][number]

/** A connection that cannot be understood, with what passes on it. */
interface OpaqueView extends Pick<Opaque, "side" | "address"> {
  /** Bytes a second; null before two checkpoints have told of it. */
  readonly fromPeer: number | null
  readonly fromBroker: number | null
}

/** What is known of a broker that is only watched, besides its traffic. */
export interface WatchView {
  /** Messages of which nothing told which request they were, or were to. */
  readonly ambiguous: number
  /** Connections that pass as bytes. */
  readonly opaqueCount: number
  /** Some of them. */
  readonly opaque: readonly OpaqueView[]
}

/** Follows what is told of a broker that is only watched. */
export class WatchBook {
  #before: Watched | null = null
  #view: WatchView | null = null

  /** Null where the broker is ours. The same object while nothing changes. */
  get view(): WatchView | null {
    return this.#view
  }

  /** Whether there is something new to show: it is told more often than it changes. */
  take(watched: Watched): boolean {
    const before = this.#before
    const { at, ambiguous, opaque } = watched
    if (before?.at === at) return false
    this.#before = watched
    const isQuiet = opaque.count === 0 && this.#view?.opaqueCount === 0
    if (isQuiet && this.#view?.ambiguous === ambiguous) return false
    const seconds = before === null ? 0 : (at - before.at) / 1_000_000
    this.#view = {
      ambiguous,
      opaqueCount: opaque.count,
      opaque: opaque.told.map((one) => rates(one, before?.opaque.told, seconds)),
    }
    return true
  }

  /** Another run. */
  clear(): void {
    this.#before = null
    this.#view = null
  }
}

function rates(now: Opaque, earlier: readonly Opaque[] | undefined, seconds: number): OpaqueView {
  const { side, address } = now
  const before = earlier?.find((one) => one.side === side && one.address === address)
  const perSecond = (way: "fromPeer" | "fromBroker"): number | null =>
    before === undefined || seconds <= 0 ? null : (now[way] - before[way]) / seconds
  return { side, address, fromPeer: perSecond("fromPeer"), fromBroker: perSecond("fromBroker") }
}
