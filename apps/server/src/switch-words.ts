import { assertUnreachable, type BrokerSettings, type Shedding } from "@zmqscope/protocol"

/** What a change of settings changed, in words for a marker: `dealing: idle-first`. */
export function describeSwitch(before: BrokerSettings, after: BrokerSettings): string[] {
  const words: string[] = []
  if (after.dealing !== before.dealing) words.push(`dealing: ${after.dealing}`)
  if (after.prefetch !== before.prefetch) words.push(`prefetch: ${after.prefetch}`)
  if (after.onWorkerLoss !== before.onWorkerLoss) words.push(`worker loss: ${after.onWorkerLoss}`)
  if (after.dropAbandoned !== before.dropAbandoned) {
    words.push(`abandoned: ${after.dropAbandoned ? "dropped" : "served"}`)
  }
  const shedding = sheddingWords(after.shedding)
  if (shedding !== sheddingWords(before.shedding)) words.push(`shedding: ${shedding}`)
  return words
}

function sheddingWords(shedding: Shedding): string {
  switch (shedding.mode) {
    case "none":
      return "none"
    case "codel":
      return `codel, ${shedding.targetMs} ms for ${shedding.intervalMs} ms`
    case "lifo":
      return `lifo past ${shedding.targetMs} ms`
    default:
      return assertUnreachable(shedding)
  }
}
