import type { BrokerSummary } from "@zmqscope/protocol"
import type { Command } from "../../commands/index.js"

/** The way to each of several brokers. */
export function brokerCommands(
  brokers: readonly BrokerSummary[],
  watch: (name: string) => void,
): readonly Command[] {
  if (brokers.length < 2) return []
  return brokers.map(({ name, state }) => ({
    id: `broker ${name}`,
    section: "Page",
    title: `Show the broker ${name}`,
    words: `switch ${state.headline}`,
    run: () => watch(name),
  }))
}
