import { NO_WORKER } from "@zmqscope/protocol"
import { Place } from "./journey.js"

/** Records of one envelope that may wait for its dot to arrive; of more, the oldest are left out. */
const STEPS = 8

/**
 * Every dot on the canvas, a column a property: nothing is allocated while they move. A dot is a
 * slot number, valid until it is freed.
 */
export class Dots {
  readonly capacity: number
  readonly number: Float64Array
  readonly client: Uint32Array
  readonly worker: Uint32Array
  readonly place: Uint8Array
  /** When it came to its place, milliseconds of the flow's clock. */
  readonly since: Float64Array
  readonly x: Float32Array
  readonly y: Float32Array
  /** Where it was when it came to its place. */
  readonly fromX: Float32Array
  readonly fromY: Float32Array
  /** How far beside its wire it was then; NaN until that is known. */
  readonly beside: Float32Array
  /** Place of its own where many stand: the loss group, for one. */
  readonly berth: Uint16Array
  /** Where it came in among those it stands with: one more than the one before it. */
  readonly rank: Int32Array
  /** Not to be drawn, for there is no room; its number is written. */
  readonly hidden: Uint8Array
  /** Slots from here on have never been used. */
  end = 0

  readonly #stepPlace: Uint8Array
  readonly #stepWorker: Uint32Array
  readonly #stepMs: Float64Array
  readonly #firstStep: Uint8Array
  readonly #steps: Uint8Array
  readonly #free: number[] = []
  readonly #byNumber = new Map<number, number>()

  constructor(capacity: number) {
    this.capacity = capacity
    this.number = new Float64Array(capacity)
    this.client = new Uint32Array(capacity)
    this.worker = new Uint32Array(capacity)
    this.place = new Uint8Array(capacity)
    this.since = new Float64Array(capacity)
    this.x = new Float32Array(capacity)
    this.y = new Float32Array(capacity)
    this.fromX = new Float32Array(capacity)
    this.fromY = new Float32Array(capacity)
    this.beside = new Float32Array(capacity)
    this.berth = new Uint16Array(capacity)
    this.rank = new Int32Array(capacity)
    this.hidden = new Uint8Array(capacity)
    this.#stepPlace = new Uint8Array(capacity * STEPS)
    this.#stepWorker = new Uint32Array(capacity * STEPS)
    this.#stepMs = new Float64Array(capacity * STEPS)
    this.#firstStep = new Uint8Array(capacity)
    this.#steps = new Uint8Array(capacity)
  }

  get size(): number {
    return this.end - this.#free.length
  }

  /** The dot of an envelope; -1 when it has none. */
  find(number: number): number {
    return this.#byNumber.get(number) ?? -1
  }

  /** A new dot; -1 when all are in use. Number 0 is no envelope's and is not found again. */
  add(number: number, client: number): number {
    const slot = this.#free.pop() ?? (this.end < this.capacity ? this.end++ : -1)
    if (slot < 0) return -1
    this.number[slot] = number
    this.client[slot] = client
    this.worker[slot] = NO_WORKER
    this.place[slot] = Place.nowhere
    this.berth[slot] = 0
    this.hidden[slot] = 0
    this.#firstStep[slot] = 0
    this.#steps[slot] = 0
    if (number > 0) this.#byNumber.set(number, slot)
    return slot
  }

  free(slot: number): void {
    this.place[slot] = Place.nowhere
    const number = this.number[slot] ?? 0
    if (this.#byNumber.get(number) === slot) this.#byNumber.delete(number)
    this.#free.push(slot)
  }

  clear(): void {
    this.place.fill(Place.nowhere)
    this.#byNumber.clear()
    this.#free.length = 0
    this.end = 0
  }

  /** Puts a step behind those that wait; `atMs` is when its record was played. */
  pushStep(slot: number, place: number, worker: number, atMs: number): void {
    const waiting = this.#steps[slot] ?? 0
    const first = this.#firstStep[slot] ?? 0
    const at = slot * STEPS + ((first + waiting) % STEPS)
    this.#stepPlace[at] = place
    this.#stepWorker[at] = worker
    this.#stepMs[at] = atMs
    if (waiting < STEPS) this.#steps[slot] = waiting + 1
    else this.#firstStep[slot] = (first + 1) % STEPS
  }

  /** The place of the step that is next; `nowhere` without one. */
  nextPlace(slot: number): number {
    if (this.#steps[slot] === 0) return Place.nowhere
    return this.#stepPlace[slot * STEPS + (this.#firstStep[slot] ?? 0)] ?? Place.nowhere
  }

  /** Takes the next step off and answers when it was; its worker becomes the dot's, if it names one. */
  takeStep(slot: number): number {
    const first = this.#firstStep[slot] ?? 0
    const worker = this.#stepWorker[slot * STEPS + first] ?? NO_WORKER
    if (worker !== NO_WORKER) this.worker[slot] = worker
    this.#firstStep[slot] = (first + 1) % STEPS
    this.#steps[slot] = (this.#steps[slot] ?? 1) - 1
    return this.#stepMs[slot * STEPS + first] ?? 0
  }

  /** Starts its stay at a place. */
  enter(slot: number, place: number, atMs: number): void {
    this.place[slot] = place
    this.since[slot] = atMs
    this.fromX[slot] = this.x[slot] ?? 0
    this.fromY[slot] = this.y[slot] ?? 0
    this.beside[slot] = Number.NaN
  }

  /** What they stand on has another size: each is as far along it as before. */
  stretch(byWidth: number, byHeight: number): void {
    for (let slot = 0; slot < this.end; slot += 1) {
      this.x[slot] = (this.x[slot] ?? 0) * byWidth
      this.fromX[slot] = (this.fromX[slot] ?? 0) * byWidth
      this.y[slot] = (this.y[slot] ?? 0) * byHeight
      this.fromY[slot] = (this.fromY[slot] ?? 0) * byHeight
    }
  }
}
