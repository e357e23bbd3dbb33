import Denque from "denque"
import type { WorkerAccount } from "../accounts.js"
import { hashOf } from "./hash.js"
import type { Seat } from "./strategy.js"

/** Weight of the newest reply in the mean service time. */
const NEWEST_WEIGHT = 1 / 8
/** In which a peak is forgotten but for 1/e (Finagle's default). */
const PEAK_DECAY_US = 10_000_000

/** A worker's place in the ring, and what is measured of it there. */
export class Place implements Seat {
  readonly worker: WorkerAccount
  readonly nameHash: number
  virtualFinish = 0
  lastReplied = 0
  serviceUs: number | undefined
  /** When each request that it has was dealt, in order. */
  readonly #dealtAt = new Denque<number>()
  /** Requests that it had when it got its place: of their times nothing is known. */
  #unknown: number
  #repliedAt = 0
  #peakUs = 0
  #peakAt = 0

  constructor(worker: WorkerAccount) {
    this.worker = worker
    this.nameHash = hashOf(Buffer.from(worker.name))
    this.#unknown = worker.load
  }

  get load(): number {
    return this.worker.load
  }

  get lastHanded(): number {
    return this.worker.lastHanded
  }

  get weight(): number {
    return this.worker.weight
  }

  peakUs(nowUs: number): number {
    return this.#peakUs * Math.exp((this.#peakAt - nowUs) / PEAK_DECAY_US)
  }

  dealt(nowUs: number): void {
    this.#dealtAt.push(nowUs)
  }

  /**
   * It works on one request at a time, in order, as REP does. One that does not is measured as if it
   * did: of which request a reply is, its mean says nothing.
   */
  replied(nowUs: number, position: number): void {
    this.lastReplied = position
    const startedAt = this.#repliedAt
    this.#repliedAt = nowUs
    if (this.#unknown > 0) {
      this.#unknown -= 1
      return
    }
    const dealtAt = this.#dealtAt.shift()
    if (dealtAt === undefined) return
    this.#measureService(nowUs - Math.max(dealtAt, startedAt))
    this.#measurePeak(nowUs - dealtAt, nowUs)
  }

  #measureService(us: number): void {
    const meanUs = this.serviceUs ?? us
    this.serviceUs = meanUs + (us - meanUs) * NEWEST_WEIGHT
  }

  /** Finagle, PeakEwma.scala: a peak holds at once, what is below it by how long ago the last was. */
  #measurePeak(us: number, nowUs: number): void {
    const decayed = this.peakUs(nowUs)
    const weight = Math.exp((this.#peakAt - nowUs) / PEAK_DECAY_US)
    this.#peakUs = Math.max(us, decayed + us * (1 - weight))
    this.#peakAt = nowUs
  }
}
