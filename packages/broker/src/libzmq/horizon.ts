/**
 * How far a leg is known to have come in the order of handing. libzmq tells nobody which pipe it put
 * a message into, and what lay in the pipe of a connection that has gone it drops in silence; but
 * pipes are first in, first out, so what every leg has left behind is in none of them.
 */
export class Horizon {
  /** The newest handing that is not in the leg's pipe, nor any before it. */
  #position: number
  /** The newest handing at each PING since a message last passed, oldest first. */
  #atPings: number[] = []

  /** @param handed the newest handing when the leg was attached: it can only get later ones */
  constructor(handed: number) {
    this.#position = handed
  }

  get position(): number {
    return this.#position
  }

  /** A message has passed; `handed` is its position when it is a live one. */
  passed(handed: number | undefined): void {
    if (handed !== undefined) this.#position = handed
    if (this.#atPings.length > 0) this.#atPings = []
  }

  /**
   * A PING of libzmq's has passed. It overtakes what lies in the pipe, once: between two PINGs the
   * engine reads its pipe. Between one and the next it may not yet have been told of a message that
   * was handed before the first; by the one after that it has.
   *
   * @param handed the newest handing now
   */
  pinged(handed: number): void {
    this.#atPings.push(handed)
    if (this.#atPings.length > 2) this.#position = this.#atPings.shift() ?? this.#position
  }
}
