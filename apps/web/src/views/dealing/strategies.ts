import { DEALING_SENTENCES, DEALINGS, type Dealing } from "@zmqscope/protocol"

/** Requests at each of three workers, who is looked at, who gets the next. */
interface Picture {
  readonly queues: readonly [number, number, number]
  readonly considered: readonly number[]
  readonly next: number
}

export interface StrategyText {
  readonly dealing: Dealing
  /** In a sentence, for somebody who has never heard of it. */
  readonly text: string
  /** What its pictogram shows. */
  readonly picture: Picture
}

const PICTURES: { readonly [D in Dealing]: Picture } = {
  dealer: { queues: [4, 0, 0], considered: [0], next: 0 },
  "round-robin": { queues: [2, 1, 1], considered: [1], next: 1 },
  weighted: { queues: [3, 1, 1], considered: [0], next: 0 },
  "least-outstanding": { queues: [3, 2, 1], considered: [0, 1, 2], next: 2 },
  "idle-first": { queues: [1, 0, 1], considered: [1], next: 1 },
  "join-idle-queue": { queues: [0, 1, 0], considered: [0, 2], next: 2 },
  random: { queues: [2, 0, 1], considered: [2], next: 2 },
  "two-choices": { queues: [3, 1, 0], considered: [0, 1], next: 1 },
  "peak-ewma": { queues: [1, 2, 0], considered: [0, 1], next: 1 },
  "shortest-expected-wait": { queues: [1, 3, 2], considered: [0, 1, 2], next: 1 },
  sticky: { queues: [0, 2, 1], considered: [1], next: 1 },
}

export const STRATEGIES: readonly StrategyText[] = DEALINGS.map((dealing) => ({
  dealing,
  text: DEALING_SENTENCES[dealing],
  picture: PICTURES[dealing],
}))
