import type { HistoryStep } from "@zmqscope/protocol"

/**
 * The last `capacity` steps put into it, in order, as text: as objects they are two or three times as
 * large, and each of thousands is looked at in every collection of garbage.
 */
export class StepRing {
  readonly #capacity: number
  readonly #texts: string[] = []
  /** Where each begins, Unix milliseconds; what its text says of that does not count. */
  readonly #startsMs: Float64Array
  /** Where the oldest lies, once the ring is full. */
  #oldest = 0

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`a ring holds at least 1 step, not ${capacity}; pass a whole number`)
    }
    this.#capacity = capacity
    this.#startsMs = new Float64Array(capacity)
  }

  get length(): number {
    return this.#texts.length
  }

  /** Where the step at a place counted from the oldest begins; undefined where there is none. */
  startMs(place: number): number | undefined {
    return place < 0 || place >= this.length ? undefined : this.#startsMs[this.#slotOf(place)]
  }

  /** Puts a step in, and the oldest out when there is no room for both. */
  push(step: HistoryStep): void {
    const slot = this.length < this.#capacity ? this.length : this.#oldest
    if (this.length === this.#capacity) this.#oldest = (slot + 1) % this.#capacity
    this.#texts[slot] = JSON.stringify(step)
    this.#startsMs[slot] = step.startMs
  }

  /** The steps from a place on, oldest first. */
  from(place: number): HistoryStep[] {
    const first = Math.max(0, place)
    return Array.from({ length: Math.max(0, this.length - first) }, (_, after) =>
      this.#read(this.#slotOf(first + after)),
    )
  }

  /** All of them began so much earlier. */
  moveBack(byMs: number): void {
    for (const [slot, startMs] of this.#startsMs.entries()) this.#startsMs[slot] = startMs - byMs
  }

  #slotOf(place: number): number {
    return (this.#oldest + place) % this.length
  }

  #read(slot: number): HistoryStep {
    const step: HistoryStep = JSON.parse(this.#texts[slot] ?? "")
    step.startMs = this.#startsMs[slot] ?? 0
    return step
  }
}
