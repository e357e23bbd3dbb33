import {
  type Arrivals,
  assertUnreachable,
  type RaceAction,
  type RaceOrder,
  type WorkerBehaviour,
} from "@zmqscope/protocol"
import type { SimulatorLink } from "../simulator-link.js"

const MOST_PER_SECOND = 10_000

/** Simulated peers of one lane. */
export interface RacePeers {
  readonly clients: readonly string[]
  /** By place; null where one was killed. */
  readonly workers: readonly (string | null)[]
  /** How the last one behaves, which more are like. */
  readonly lastWorker: WorkerBehaviour | undefined
}

/** Does to one lane's peers what is done to every lane's; gives who is there after it. */
export async function doTo(
  simulator: SimulatorLink,
  peers: RacePeers,
  action: RaceAction,
  { clients }: RaceOrder,
): Promise<RacePeers> {
  switch (action.do) {
    case "slow": {
      const name = peers.workers[action.worker - 1]
      const { serviceTime } = action
      // One that is gone cannot be slower: the schedule may say so, of whom somebody has killed.
      if (typeof name === "string") await simulator.changeWorker(name, { serviceTime })
      return peers
    }
    case "kill": {
      const place = action.worker - 1
      const name = peers.workers[place]
      if (typeof name === "string") await simulator.remove("worker", name, "kill")
      return { ...peers, workers: peers.workers.with(place, null) }
    }
    case "burst": {
      const arrivals = timesAsMany(clients.behaviour.arrivals, action.factor)
      await Promise.all(peers.clients.map((name) => simulator.changeClient(name, { arrivals })))
      return peers
    }
    case "scale-out": {
      const spawned = await simulator.spawnWorkers(action.count, peers.lastWorker)
      return { ...peers, workers: [...peers.workers, ...spawned.map(({ name }) => name)] }
    }
    default:
      return assertUnreachable(action)
  }
}

function timesAsMany(arrivals: Arrivals, factor: number): Arrivals {
  const more = (perSecond: number) => Math.min(perSecond * factor, MOST_PER_SECOND)
  switch (arrivals.process) {
    case "poisson":
    case "even":
      return { ...arrivals, perSecond: more(arrivals.perSecond) }
    case "bursts":
      return { ...arrivals, perBurst: Math.round(more(arrivals.perBurst)) }
    case "ramp":
      return {
        ...arrivals,
        fromPerSecond: more(arrivals.fromPerSecond),
        toPerSecond: more(arrivals.toPerSecond),
      }
    default:
      return assertUnreachable(arrivals)
  }
}
