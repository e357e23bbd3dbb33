import type { Dealing } from "@zmqscope/protocol"

export interface StrategyText {
  readonly dealing: Dealing
  /** In a sentence, for somebody who has never heard of it. */
  readonly text: string
  readonly picture: {
    readonly queues: readonly [number, number, number]
    readonly considered: readonly number[]
    readonly next: number
  }
}

export const STRATEGIES: readonly StrategyText[] = [
  {
    dealing: "dealer",
    text: "Plain ZeroMQ: each worker in turn gets the next request at once, however many it already has.",
    picture: { queues: [4, 0, 0], considered: [0], next: 0 },
  },
  {
    dealing: "round-robin",
    text: "Each in turn too, but who has its prefetch is passed by, and the rest waits in the broker.",
    picture: { queues: [2, 1, 1], considered: [1], next: 1 },
  },
  {
    dealing: "least-outstanding",
    text: "The worker with the fewest requests in hand.",
    picture: { queues: [3, 2, 1], considered: [0, 1, 2], next: 2 },
  },
  {
    dealing: "idle-first",
    text: "The worker that has had nothing to do for longest; with prefetch 1, only ever a free one.",
    picture: { queues: [1, 0, 1], considered: [1], next: 1 },
  },
  {
    dealing: "random",
    text: "Any worker that has room, drawn by lot: simple, and unfair for moments.",
    picture: { queues: [2, 0, 1], considered: [2], next: 2 },
  },
  {
    dealing: "two-choices",
    text: "Draws two by lot and takes the one with less to do: nearly as good as asking all.",
    picture: { queues: [3, 1, 0], considered: [0, 1], next: 1 },
  },
]
