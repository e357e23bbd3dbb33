/** Reasons that are remembered. */
const MAX_TOLD = 256

/** A peer that is told of for what it is tries again and again: one notice for each reason of a machine. */
export class ToldOnce {
  readonly #told = new Set<string>()

  /** @param address `host:port` */
  isNew(side: string, address: string, reason: string): boolean {
    const host = address.slice(0, address.lastIndexOf(":"))
    const key = `${side} ${host} ${reason}`
    if (this.#told.has(key) || this.#told.size >= MAX_TOLD) return false
    this.#told.add(key)
    return true
  }
}
