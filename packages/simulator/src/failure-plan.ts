import { assertUnreachable, type FailureMode } from "@zmqscope/protocol"
import type { RandomSource } from "./random.js"

/** What becomes of one request at a worker. */
export type Fate =
  | { readonly kind: "serve"; readonly extraMs: number }
  | { readonly kind: "crash" }
  | { readonly kind: "hang" }

const SERVE: Fate = { kind: "serve", extraMs: 0 }

/** Decides the fate of each request a worker takes up, counting from when its failure mode was set. */
export class FailurePlan {
  readonly #mode: FailureMode
  readonly #random: RandomSource
  #served = 0

  constructor(mode: FailureMode, random: RandomSource) {
    this.#mode = mode
    this.#random = random
  }

  next(): Fate {
    const mode = this.#mode
    switch (mode.mode) {
      case "none":
        return SERVE
      case "crash":
        if (this.#served === mode.afterRequests) return { kind: "crash" }
        this.#served += 1
        return SERVE
      case "late":
        return this.#random() < mode.probability ? { kind: "serve", extraMs: mode.extraMs } : SERVE
      case "hang":
        return this.#random() < mode.probability ? { kind: "hang" } : SERVE
      default:
        return assertUnreachable(mode)
    }
  }
}
