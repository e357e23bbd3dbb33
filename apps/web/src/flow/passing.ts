import type { Passed } from "@zmqscope/model"
import { type Fall, FallenBoard } from "./fallen.js"
import type { FlowLayout, Spot } from "./layout.js"
import { type Pile, spotOf } from "./piles.js"
import { Traces, type Way } from "./traces.js"

/** How fast the rate that traces are thinned by follows, milliseconds. */
const RATE_FOLLOWS_MS = 700

/** So many stand side by side between a matrix of clients and the ROUTER, and in as many lines. */
const BESIDE_ROUTER = 3

/** What was shown before a step. */
interface Before {
  readonly layout: FlowLayout
  readonly shown: { readonly piles: readonly Pile[] }
}

/** Steps as the moment shown passes them: a trace along a wire, or a fall where the envelope stood. */
export class Passing {
  readonly traces = new Traces()
  readonly fallen = new FallenBoard()
  /** Requests that come in a second of the page. */
  perSecond = 0
  #received = 0

  take({ record, row, before, workerBefore }: Passed, clockMs: number, shown: Before): void {
    const { kind, envelope } = record
    const worker = row?.worker ?? workerBefore ?? -1
    const trace = (way: Way) => {
      if (row !== null) this.traces.add(envelope, way, row.client, worker, clockMs)
    }
    switch (kind) {
      case "received":
        this.#received += 1
        trace("asked")
        return
      case "dealt":
      case "replied":
      case "returned":
        trace(kind)
        return
      case "lost":
      case "requeued":
        this.traces.drop(worker)
        if (row !== null) this.#fall(kind, before === "at-worker" ? worker : -1, clockMs, shown)
        return
      case "undeliverable":
      case "expired":
      case "shed":
        if (row !== null) this.#fall(kind, -1, clockMs, shown)
        return
      case "rejected":
        this.#fall(kind, -1, clockMs, shown)
        return
      case "handed":
      case "stale":
        return
    }
  }

  isShowing(clockMs: number): boolean {
    return this.traces.size > 0 || this.fallen.groups(clockMs).length > 0
  }

  thin(elapsedMs: number): void {
    if (elapsedMs <= 0) return
    const rate = (this.#received / elapsedMs) * 1000
    this.#received = 0
    this.perSecond += (rate - this.perSecond) * Math.min(1, elapsedMs / RATE_FOLLOWS_MS)
    this.traces.thin(this.perSecond)
  }

  clear(): void {
    this.traces.clear()
    this.fallen.clear()
  }

  #fall(fall: Fall, worker: number, clockMs: number, { layout, shown }: Before): void {
    const { routerX, radius, middleY, rem, pitch } = layout
    const place =
      worker >= 0 ? "worker" : fall === "expired" || fall === "shed" ? "waiting" : "unseen"
    const pile = shown.piles.find((one) => one.place === place && one.worker === worker)
    this.fallen.add(fall, worker, clockMs, (index): Spot | null => {
      switch (fall) {
        case "requeued":
          return null
        case "undeliverable":
        case "rejected":
          return {
            x: routerX - radius - rem - (index % BESIDE_ROUTER) * pitch,
            y: middleY + 2 * rem + (Math.floor(index / BESIDE_ROUTER) % BESIDE_ROUTER) * pitch,
          }
        case "lost":
        case "expired":
        case "shed":
          // What fell in the next frames stood where the pile has come to by then.
          return pile === undefined ? null : spotOf(pile, index)
      }
    })
  }
}
