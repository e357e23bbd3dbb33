import { inTurn, type Strategy } from "../strategy.js"

/** Any, with equal chance: what a strategy that knows something has to be better than. */
export const random: Strategy = (table, draw) => {
  const candidates = inTurn(table)
  return candidates[Math.floor(draw() * candidates.length)]
}
