import { plural } from "@zmqscope/metrics"
import type { BrokerSettings, Trial } from "@zmqscope/protocol"

/** What was set, shortly: `idle-first, prefetch 1, 4 workers, 8 clients`. */
export function describeSetup({ settings, workers, clients }: Trial): string {
  const parts = [
    ...describeSettings(settings),
    plural(workers, "worker"),
    plural(clients, "client"),
  ]
  return parts.join(", ")
}

function describeSettings(settings: BrokerSettings): string[] {
  const { dealing, prefetch, onWorkerLoss, dropAbandoned, paused } = settings
  return [
    dealing,
    ...(dealing === "dealer" ? [] : [`prefetch ${prefetch}`]),
    ...(onWorkerLoss === "requeue" ? ["requeue"] : []),
    ...(dropAbandoned ? ["drops abandoned"] : []),
    ...(paused ? ["paused"] : []),
  ]
}

/** What began it, shortly. */
export function describeChanges({ changes }: Trial): string {
  const last = changes.at(-1)
  if (last === undefined) return "as it began"
  return changes.length === 1 ? last : `${last} and ${plural(changes.length - 1, "more", "more")}`
}

/** What is set otherwise in another, a few words each. */
export function setupDifferences(one: Trial, other: Trial): string[] {
  const words: string[] = []
  const [a, b] = [one.settings, other.settings]
  if (a.dealing !== b.dealing) words.push(`${b.dealing} instead of ${a.dealing}`)
  if (a.prefetch !== b.prefetch && b.dealing !== "dealer") {
    words.push(`prefetch ${b.prefetch} instead of ${a.prefetch}`)
  }
  if (a.onWorkerLoss !== b.onWorkerLoss) {
    words.push(b.onWorkerLoss === "requeue" ? "requeue instead of loss" : "loss instead of requeue")
  }
  if (a.dropAbandoned !== b.dropAbandoned) {
    words.push(b.dropAbandoned ? "what is abandoned dropped" : "what is abandoned served")
  }
  if (a.paused !== b.paused) words.push(b.paused ? "paused" : "not paused")
  if (one.workers !== other.workers) {
    words.push(`${plural(other.workers, "worker")} instead of ${one.workers}`)
  }
  if (one.clients !== other.clients) {
    words.push(`${plural(other.clients, "client")} instead of ${one.clients}`)
  }
  return words
}
