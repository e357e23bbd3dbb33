/** What a queue is to CoDel. Times are microseconds. */
export interface Standing<T> {
  readonly length: number
  shift(): T | undefined
  /** When an item began to wait. */
  since(item: T): number
}

/** A pause in the dropping that is no longer goes on where it ended. */
const REMEMBERED_INTERVALS = 16

/**
 * CoDel, the control law of RFC 8289 ("Controlled Delay Active Queue Management", section 5), on
 * requests: a queue that is a burst works itself off, one that stands only makes everybody wait. Once
 * every item taken in an interval had waited for longer than the target, the oldest is dropped, and the
 * next one an interval by the square root of the drops so far later. The only one that there is never is.
 */
export class CoDel<T> {
  readonly #targetUs: number
  readonly #intervalUs: number
  /** When the waiting will have been above the target for an interval; undefined while it is not. */
  #firstAboveAt: number | undefined
  #isDropping = false
  #dropNextAt = 0
  #count = 0
  #lastCount = 0

  constructor(targetUs: number, intervalUs: number) {
    this.#targetUs = targetUs
    this.#intervalUs = intervalUs
  }

  /** The next item that is worth serving; what is not goes to `dropped`. */
  take(queue: Standing<T>, now: number, dropped: T[]): T | undefined {
    let item = queue.shift()
    let isStanding = this.#isStanding(item, queue, now)
    if (this.#isDropping) {
      if (!isStanding) this.#isDropping = false
      while (this.#isDropping && now >= this.#dropNextAt && item !== undefined) {
        dropped.push(item)
        this.#count += 1
        item = queue.shift()
        isStanding = this.#isStanding(item, queue, now)
        if (isStanding) this.#dropNextAt = this.#after(this.#dropNextAt)
        else this.#isDropping = false
      }
      return item
    }
    if (!isStanding || item === undefined) return item
    dropped.push(item)
    item = queue.shift()
    this.#isStanding(item, queue, now)
    this.#isDropping = true
    const drops = this.#count - this.#lastCount
    const isSoonAfter = now - this.#dropNextAt < REMEMBERED_INTERVALS * this.#intervalUs
    this.#count = drops > 1 && isSoonAfter ? drops : 1
    this.#lastCount = this.#count
    this.#dropNextAt = this.#after(now)
    return item
  }

  /** Whether the waiting has been above the target for a whole interval. */
  #isStanding(item: T | undefined, queue: Standing<T>, now: number): boolean {
    if (item === undefined || queue.length === 0 || now - queue.since(item) < this.#targetUs) {
      this.#firstAboveAt = undefined
      return false
    }
    this.#firstAboveAt ??= now + this.#intervalUs
    return now >= this.#firstAboveAt
  }

  #after(at: number): number {
    return at + this.#intervalUs / Math.sqrt(this.#count)
  }
}
