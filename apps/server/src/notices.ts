import type { Notice } from "@zmqscope/protocol"

/** Notices that are kept, the last ones. */
export const MAX_NOTICES = 200

/** A notice as it is kept: across runs of the broker, so its time is everybody's clock. */
export interface KeptNotice extends Notice {
  /** Unix microseconds. */
  readonly unixUs: number
}

/** What the broker said that somebody should know of, over all its runs. */
export class Notices {
  readonly #kept: KeptNotice[] = []
  #last = 0
  #count = 0

  /** Everything that notices stood for, those that are no longer kept included. */
  get count(): number {
    return this.#count
  }

  /** The oldest first. */
  get kept(): readonly KeptNotice[] {
    return this.#kept
  }

  /** Keeps a notice under a number of our own: the broker's begins again with each run. */
  add(notice: Notice, epochUnixUs: number): KeptNotice {
    this.#last += 1
    this.#count += notice.count
    const kept = { ...notice, number: this.#last, unixUs: epochUnixUs + notice.at }
    this.#kept.push(kept)
    if (this.#kept.length > MAX_NOTICES) this.#kept.shift()
    return kept
  }
}

/** As a run whose clock began at `epochUnixUs` tells it; `at` is below zero for what was before it. */
export function noticeIn({ unixUs, ...notice }: KeptNotice, epochUnixUs: number): Notice {
  return { ...notice, at: unixUs - epochUnixUs }
}
