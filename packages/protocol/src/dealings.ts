/**
 * Every way of dealing, in the order in which they are offered, with the sentence that tells somebody
 * who has never heard of it which worker gets the next request. What each is after stands at its code
 * (packages/broker/src/dealing).
 */
export const DEALING_SENTENCES = {
  dealer:
    "Plain ZeroMQ: each worker in turn gets the next request at once, however many it already has.",
  "round-robin":
    "Each in turn too, but who has its prefetch is passed by, and the rest waits in the broker.",
  weighted: "In turn by weight: a worker that announces X-Weight 3 gets three times as many.",
  "least-outstanding": "The worker with the fewest requests in hand.",
  "idle-first":
    "The worker that has had nothing to do for longest; with prefetch 1, only ever a free one.",
  "join-idle-queue":
    "Workers that have become free stand in a queue, and the first gets it; when none does, any, by lot.",
  random: "Any worker that has room, drawn by lot: simple, and unfair for moments.",
  "two-choices":
    "Draws two by lot and takes the one with less to do: nearly as good as asking all.",
  "peak-ewma":
    "Draws two by lot and takes the one with less to do for how slow it has been: a slow reply counts at once, and is forgotten slowly.",
  "shortest-expected-wait":
    "The worker at which it would wait least: what it has in hand, times what it takes for one.",
  sticky:
    "The same worker for all of a client's requests, as long as that has no more than its share; then the client's next.",
} as const

export type DealingName = keyof typeof DEALING_SENTENCES

export const DEALINGS = Object.keys(DEALING_SENTENCES).filter(isDealing)

function isDealing(name: string): name is DealingName {
  return Object.hasOwn(DEALING_SENTENCES, name)
}
