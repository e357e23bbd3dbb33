import type { BrokerSettings, Client, TheoryCondition, Worker } from "@zmqscope/protocol"

export interface Circumstances {
  readonly clients: readonly Client[]
  readonly workers: readonly Worker[]
  readonly settings: BrokerSettings
  /** Whether the broker deals by them: one that is only watched does not. */
  readonly deals: boolean
}

/** What M/M/c supposes, and whether it is so here: null where nobody can tell. */
export function conditionsOf(around: Circumstances): TheoryCondition[] {
  return [arrivalsOf(around.clients), serviceOf(around.workers), queueOf(around)]
}

function arrivalsOf(clients: readonly Client[]): TheoryCondition {
  const condition = "requests arrive at random, whatever becomes of those before"
  const closed = clients.filter(({ behaviour }) => behaviour !== null && "pace" in behaviour)
  if (closed.length > 0) {
    const why = `${closed.length} of ${clients.length} clients ask again only once they have their reply: when the broker is slow they ask less.`
    return { condition, holds: false, why }
  }
  const other = clients.find(
    ({ behaviour }) =>
      behaviour !== null && "arrivals" in behaviour && behaviour.arrivals.process !== "poisson",
  )
  if (other !== undefined) {
    return {
      condition,
      holds: false,
      why: `${other.name} sends by another process than Poisson's.`,
    }
  }
  if (clients.some(({ behaviour }) => behaviour === null)) {
    return { condition, holds: null, why: "Nobody can tell how external clients ask." }
  }
  if (clients.length === 0) return { condition, holds: false, why: "There are no clients." }
  return { condition, holds: true, why: "Every client is an open-loop one, by Poisson arrivals." }
}

function serviceOf(workers: readonly Worker[]): TheoryCondition {
  const condition = "service times are exponential, of one mean"
  if (workers.length === 0) return { condition, holds: false, why: "There are no workers." }
  const means = new Set<number>()
  for (const { name, behaviour } of workers) {
    if (behaviour === null) {
      return { condition, holds: null, why: "Nobody can tell how external workers serve." }
    }
    const { serviceTime, failure } = behaviour
    if (serviceTime.distribution !== "exponential") {
      const why = `${name} takes ${serviceTime.distribution} times.`
      return { condition, holds: false, why }
    }
    if (failure.mode !== "none") return { condition, holds: false, why: `${name} may fail.` }
    means.add(serviceTime.meanMs)
  }
  if (means.size > 1)
    return { condition, holds: false, why: "Some workers are quicker than others." }
  return { condition, holds: true, why: "So every worker was spawned." }
}

function queueOf({ settings, deals }: Circumstances): TheoryCondition {
  const { dealing, prefetch, paused } = settings
  const condition = "one queue stands before all workers"
  if (!deals) {
    return {
      condition,
      holds: null,
      why: "Nobody can tell how a broker deals that is only watched.",
    }
  }
  if (paused) return { condition, holds: false, why: "The dealing is paused." }
  if (dealing === "dealer") {
    const why =
      "dealer gives each request to a worker at once, so each worker has a queue of its own."
    return { condition, holds: false, why }
  }
  if (prefetch > 1) {
    const why = `With prefetch ${prefetch} requests stand behind a busy worker while another may be idle.`
    return { condition, holds: false, why }
  }
  return { condition, holds: true, why: "With prefetch 1 only a free worker gets a request." }
}
