import type { BrokerSummary } from "@zmqscope/protocol"

const ORDER: Readonly<Record<BrokerSummary["state"]["tone"], number>> = {
  warn: 0,
  good: 1,
  quiet: 2,
}

/** Those that somebody should look at first, else in the order in which they came. */
export function byAttention(brokers: readonly BrokerSummary[]): readonly BrokerSummary[] {
  return brokers.toSorted((one, other) => ORDER[one.state.tone] - ORDER[other.state.tone])
}

/** `3 brokers, 1 needs attention`. */
export function attentionWords(brokers: readonly BrokerSummary[]): string {
  const all = brokers.length === 1 ? "1 broker" : `${brokers.length} brokers`
  const count = brokers.filter(({ state }) => state.tone === "warn").length
  if (count === 0) return `${all}, none needs attention`
  return `${all}, ${count} ${count === 1 ? "needs" : "need"} attention`
}
