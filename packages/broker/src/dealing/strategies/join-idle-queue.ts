import { firstBy, inTurn, type Strategy } from "../strategy.js"

/**
 * Join-Idle-Queue (Lu, Xie, Kliot, Geller, Larus, Greenberg: "Join-Idle-Queue: A Novel Load Balancing
 * Algorithm for Dynamically Scalable Web Services", Performance Evaluation 68, 2011): a worker that
 * becomes idle stands in a dispatcher's queue, a request takes the first of it, and any at random when
 * it is empty. There it saves many dispatchers from asking; with the one dispatcher that a broker is,
 * it is `idle-first` that knows nothing of who is busy, so it shows what knowing that is worth.
 */
export const joinIdleQueue: Strategy = (table, draw) => {
  const idle = {
    ...table,
    isEligible: (position: number) =>
      table.ring[position]?.load === 0 && table.isEligible(position),
  }
  const first = firstBy(idle, ({ lastReplied }) => lastReplied)
  if (first !== undefined) return first
  const candidates = inTurn(table)
  return candidates[Math.floor(draw() * candidates.length)]
}
