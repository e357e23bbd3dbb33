import { erlangC } from "./erlang.js"

/** What is offered to a queue before `servers` equal servers. */
export interface OfferedLoad {
  readonly servers: number
  readonly arrivalsPerSecond: number
  /** Mean service time, microseconds. */
  readonly serviceUs: number
}

/** Share of their time that the servers are busy: offered load by servers. Above 1 the queue grows for ever. */
export function utilisation({ servers, arrivalsPerSecond, serviceUs }: OfferedLoad): number {
  return (arrivalsPerSecond * serviceUs) / 1e6 / servers
}

/** What M/M/c says of a load below 1; microseconds. */
export interface Mmc {
  /** Share of requests that wait at all. */
  readonly waits: number
  readonly meanWaitUs: number
  readonly meanRoundTripUs: number
  /** Requests in the system, waiting or served, on average. */
  readonly inSystem: number
  /** The waiting that a share of all requests do not pass. */
  waitUs(share: number): number
}

/**
 * M/M/c: Poisson arrivals, exponential service times, one queue, first come first served (Kleinrock,
 * "Queueing Systems" I, 3.5; Gross, Harris, "Fundamentals of Queueing Theory", 2.3). A request waits
 * with Erlang's probability C, and one that waits, exponentially with mean s / (c (1 - u)). Undefined
 * where the load is 1 or more: no mean exists.
 */
export function mmc(load: OfferedLoad): Mmc | undefined {
  const { servers, arrivalsPerSecond, serviceUs } = load
  const busy = utilisation(load)
  if (!(busy < 1) || servers < 1) return undefined
  const waits = erlangC(servers, busy * servers)
  const waitIfAnyUs = serviceUs / (servers * (1 - busy))
  const meanWaitUs = waits * waitIfAnyUs
  const meanRoundTripUs = meanWaitUs + serviceUs
  return {
    waits,
    meanWaitUs,
    meanRoundTripUs,
    inSystem: (arrivalsPerSecond * meanRoundTripUs) / 1e6,
    waitUs: (share) => (share <= 1 - waits ? 0 : waitIfAnyUs * Math.log(waits / (1 - share))),
  }
}
