import { CallError } from "@zmqscope/protocol"
import type { SimulatedKind } from "./calls.js"

/** Gives out `client-1`, `client-2`, ...; none is given out twice, a name taken from outside neither. */
export class PeerNames {
  readonly #kind: SimulatedKind
  #last = 0

  constructor(kind: SimulatedKind) {
    this.#kind = kind
  }

  /** @param taken names that others bear */
  next(taken: readonly string[] = []): string {
    const others = new Set(taken)
    for (;;) {
      this.#last += 1
      const name = `${this.#kind}-${this.#last}`
      if (!others.has(name)) return name
    }
  }

  /** Takes a name of an earlier run. Throws CallError `invalid` when it is not of this form. */
  take(name: string): void {
    const digits = new RegExp(`^${this.#kind}-([1-9][0-9]{0,8})$`).exec(name)?.[1]
    if (digits === undefined) {
      throw new CallError("invalid", `${name} is no name of a ${this.#kind}: ${this.#kind}-1 is`)
    }
    this.#last = Math.max(this.#last, Number(digits))
  }
}
