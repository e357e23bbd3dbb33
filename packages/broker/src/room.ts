export interface RoomLimits {
  /** Requests that may wait for the dealing. */
  readonly waitingCount: number
  /** What all requests that have not ended cost to hold, bytes, wherever they are. */
  readonly requestBytes: number
}

/**
 * How much the broker may hold. A request keeps its bytes until it ends: they may not have been
 * written yet, and a lost worker's are dealt again. While there is no room clients are not read, so
 * TCP holds them back.
 */
export class Room {
  readonly #limits: RoomLimits
  #waiting = 0
  #bytes = 0
  #onRoom: (() => void) | undefined

  constructor(limits: RoomLimits) {
    this.#limits = limits
  }

  get isFull(): boolean {
    return this.#waiting >= this.#limits.waitingCount || this.isFullOfBytes
  }

  get isFullOfBytes(): boolean {
    return this.#bytes >= this.#limits.requestBytes
  }

  /** Takes room for so many more or, below zero, gives it back. May exceed the limits. */
  take(waiting: number, bytes: number): void {
    this.#waiting += waiting
    this.#bytes += bytes
    if (this.#onRoom !== undefined && !this.isFull) this.#onRoom()
  }

  /** Resolves when there is room. One that waits at a time. */
  async wait(): Promise<void> {
    while (this.isFull) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve
      })
      this.#onRoom = undefined
    }
  }
}
