import type { BrokerPatch, BrokerSettings } from "@zmqscope/protocol"
import type { Behaviour } from "../api/index.js"

/** How many of some peers behave alike, for each behaviour. Those without one (external) are left out. */
export function countBehaviours(
  peers: readonly { readonly behaviour: Behaviour | null }[],
): readonly { readonly count: number; readonly behaviour: Behaviour }[] {
  const counts = new Map<string, { count: number; behaviour: Behaviour }>()
  for (const { behaviour } of peers) {
    if (behaviour === null) continue
    const key = behaviourKey(behaviour)
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { count: 1, behaviour })
    else known.count += 1
  }
  return [...counts.values()]
}

/** The same for behaviours that are alike, in whatever order their parts are named. */
export function behaviourKey(behaviour: unknown): string {
  return JSON.stringify(behaviour, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(byName))
      : part,
  )
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}

/** How requests are dealt; pausing is a thing of its own. */
export type DealingSettings = Omit<BrokerSettings, "paused">

/** What has to be set to come from one to the other; empty when they are alike. */
export function changesBetween(from: DealingSettings, to: DealingSettings): BrokerPatch {
  const { dealing, prefetch, onWorkerLoss, dropAbandoned, shedding } = to
  return {
    ...(dealing !== from.dealing && { dealing }),
    ...(prefetch !== from.prefetch && { prefetch }),
    ...(onWorkerLoss !== from.onWorkerLoss && { onWorkerLoss }),
    ...(dropAbandoned !== from.dropAbandoned && { dropAbandoned }),
    ...(behaviourKey(shedding) !== behaviourKey(from.shedding) && { shedding }),
  }
}

/** Between plain ZeroMQ and the broker's own strategies workers have to connect anew. */
export function needsReconnect(from: DealingSettings, to: DealingSettings): boolean {
  return (from.dealing === "dealer") !== (to.dealing === "dealer")
}
