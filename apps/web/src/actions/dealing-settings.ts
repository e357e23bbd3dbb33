import type { BrokerPatch, BrokerSettings, Shedding } from "@zmqscope/protocol"
import { behaviourKey } from "./behaviours.js"

/** How requests are dealt; pausing is a thing of its own. */
export type DealingSettings = Omit<BrokerSettings, "paused">

/** What has to be set to come from one to the other; empty when they are alike. */
export function changesBetween(from: DealingSettings, to: DealingSettings): BrokerPatch {
  return {
    ...(to.dealing !== from.dealing && { dealing: to.dealing }),
    ...(to.prefetch !== from.prefetch && { prefetch: to.prefetch }),
    ...(to.onWorkerLoss !== from.onWorkerLoss && { onWorkerLoss: to.onWorkerLoss }),
    ...(to.dropAbandoned !== from.dropAbandoned && { dropAbandoned: to.dropAbandoned }),
    ...(!isSameShedding(to.shedding, from.shedding) && { shedding: to.shedding }),
  }
}

function isSameShedding(one: Shedding, other: Shedding): boolean {
  return behaviourKey(one) === behaviourKey(other)
}

/** Between plain ZeroMQ and the broker's own strategies workers have to connect anew. */
export function needsReconnect(from: DealingSettings, to: DealingSettings): boolean {
  return (from.dealing === "dealer") !== (to.dealing === "dealer")
}
