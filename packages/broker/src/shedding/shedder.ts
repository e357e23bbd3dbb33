import { assertUnreachable, type Shedding } from "@zmqscope/protocol"
import { CoDel, type Standing } from "./codel.js"

/** What waits, and can be taken from both ends. */
export interface Waiting<T> extends Standing<T> {
  /** What `shift` would give. */
  peek(): T | undefined
  /** The newest. */
  pop(): T | undefined
}

/** Which of the requests that wait is next, by the setting, and which are not worth serving any more. */
export class Shedder<T> {
  #shedding: Shedding
  #codel: CoDel<T> | undefined

  constructor(shedding: Shedding) {
    this.#shedding = shedding
    this.setting = shedding
  }

  /** CoDel begins anew. */
  set setting(shedding: Shedding) {
    this.#shedding = shedding
    this.#codel =
      shedding.mode === "codel"
        ? new CoDel(shedding.targetMs * 1000, shedding.intervalMs * 1000)
        : undefined
  }

  /** @param dropped gets those that are to go */
  take(waiting: Waiting<T>, now: number, dropped: T[]): T | undefined {
    const shedding = this.#shedding
    switch (shedding.mode) {
      case "none":
        return waiting.shift()
      case "codel":
        return this.#codel?.take(waiting, now, dropped)
      case "lifo": {
        const next = waiting.peek()
        const isLate = next !== undefined && now - waiting.since(next) > shedding.targetMs * 1000
        // Adaptive LIFO (Maurer, "Fail at Scale", ACM Queue 13, 2015): who has just come still waits.
        return isLate ? waiting.pop() : waiting.shift()
      }
      default:
        return assertUnreachable(shedding)
    }
  }
}
