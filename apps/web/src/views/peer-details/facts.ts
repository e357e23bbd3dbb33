import { formatCount, formatDuration, plural, timeOfDay } from "@zmqscope/metrics"
import type { ClientDetails, WorkerDetails } from "@zmqscope/protocol"

export type DetailsOf =
  | { readonly kind: "client"; readonly peer: ClientDetails }
  | { readonly kind: "worker"; readonly peer: WorkerDetails }

/** One line of what is known of a peer. */
export interface Fact {
  readonly term: string
  /** `unknown` where nobody knows it. */
  readonly text: string
  /** Worth a look. */
  readonly isTrouble: boolean
  /** For machines; empty where it is unknown. */
  readonly value: string | number
}

const UNKNOWN = "unknown"

/** What is known of a peer, the same lines for each of its kind. */
export function factsOf(details: DetailsOf, nowMs: number): readonly Fact[] {
  const { peer } = details
  const { address, sinceMs, lastHeardMs, oldestUs } = peer
  const since = sinceMs === null ? UNKNOWN : `${timeOfDay(sinceMs)}, ${lengthOf(nowMs - sinceMs)}`
  const heard = lastHeardMs === null ? UNKNOWN : `${lengthOf(nowMs - lastHeardMs)} ago`
  const { kind } = details
  return [
    fact("address", address || UNKNOWN, address),
    fact("socket", peer.socketType || UNKNOWN, peer.socketType),
    fact("since", since, sinceMs),
    fact("last heard", heard, lastHeardMs),
    fact("oldest open", oldestUs === null ? "none" : `for ${formatDuration(oldestUs)}`, oldestUs),
    ...(kind === "worker" ? [silenceOf(details.peer)] : []),
    fact("under its name", visits(peer.connects, peer.disconnects), peer.connects),
    fact("from its machine", visits(peer.hostConnects, peer.hostDisconnects), peer.hostConnects),
    errorsOf(peer),
    kind === "client"
      ? count("rejected", details.peer.rejected)
      : count("stale replies", details.peer.stale),
  ]
}

function fact(term: string, text: string, value: Fact["value"] | null, isTrouble = false): Fact {
  return { term, text, value: value ?? "", isTrouble }
}

function count(term: string, times: number): Fact {
  return fact(term, formatCount(times), times, times > 0)
}

function silenceOf({ silentUs, serviceUs }: WorkerDetails): Fact {
  const usual = serviceUs === null ? "" : `, it takes ${formatDuration(serviceUs)} on average`
  if (silentUs === null) return fact("silent", `no${usual}`, 0)
  return fact("silent", `for ${formatDuration(silentUs)}${usual}`, silentUs, true)
}

function errorsOf({ errors, lastError }: ClientDetails | WorkerDetails): Fact {
  const told = errors === 0 ? "none" : plural(errors, "notice")
  const last = lastError === null ? "" : `, the last: ${lastError}`
  return fact("errors", `${told}${last}`, errors, errors > 0)
}

function visits(connects: number | null, disconnects: number | null): string {
  if (connects === null || disconnects === null) return UNKNOWN
  return `${plural(connects, "connect")}, ${plural(disconnects, "disconnect")}`
}

function lengthOf(ms: number): string {
  return formatDuration(Math.max(0, ms) * 1000)
}
