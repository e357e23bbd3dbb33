import type { WorkerAccount } from "../accounts.js"
import type { Chooser } from "./chooser.js"

/** libzmq's ZMQ_SNDHWM unless set: messages that a pipe takes. */
export const HIGH_WATER_MARK = 1000

/**
 * `dealer`: blind round-robin over pipes that have room, as libzmq's DEALER deals (lb.cpp). A pipe
 * at its high-water mark leaves the round, and comes back at its end once it has room. What counts is
 * what a worker has not replied to; and one reply makes room, where libzmq waits for half of the pipe
 * (pipe.cpp, the low-water mark): a client would wait so long behind another's.
 */
export class LoadBalancer implements Chooser {
  /** Pipes that take messages come first, `#active` of them. */
  readonly #pipes: WorkerAccount[] = []
  readonly #highWaterMark: number
  #active = 0
  #current = 0

  constructor(highWaterMark: number = HIGH_WATER_MARK) {
    this.#highWaterMark = highWaterMark
  }

  add(worker: WorkerAccount): void {
    this.#pipes.push(worker)
    this.#activate(this.#pipes.length - 1)
  }

  remove(worker: WorkerAccount): void {
    let place = this.#pipes.indexOf(worker)
    if (place < 0) return
    if (place < this.#active) {
      this.#active -= 1
      this.#swap(place, this.#active)
      if (this.#current === this.#active) this.#current = 0
      place = this.#active
    }
    this.#pipes.splice(place, 1)
  }

  hasRoom(): boolean {
    this.#passFullPipes()
    return this.#active > 0
  }

  choose(): WorkerAccount | undefined {
    this.#passFullPipes()
    const worker = this.#active > 0 ? this.#pipes[this.#current] : undefined
    if (worker !== undefined) this.#current = (this.#current + 1) % this.#active
    return worker
  }

  replied(worker: WorkerAccount): void {
    if (this.#active === this.#pipes.length) return
    const place = this.#pipes.indexOf(worker, this.#active)
    if (place >= 0) this.#activate(place)
  }

  /** The pipe whose turn it is leaves the round while it is full. */
  #passFullPipes(): void {
    while (this.#active > 0) {
      const worker = this.#pipes[this.#current]
      if (worker !== undefined && worker.load < this.#highWaterMark) return
      this.#active -= 1
      if (this.#current < this.#active) this.#swap(this.#current, this.#active)
      else this.#current = 0
    }
  }

  #activate(place: number): void {
    this.#swap(place, this.#active)
    this.#active += 1
  }

  #swap(one: number, other: number): void {
    const [first, second] = [this.#pipes[one], this.#pipes[other]]
    if (first === undefined || second === undefined) return
    this.#pipes[one] = second
    this.#pipes[other] = first
  }
}
