import { formatCount, formatDuration, plural, timeOfDay } from "../../format.js"
import type { DetailsOf } from "./use-peer-details.js"

/** One line of what is known of a peer. */
export interface Fact {
  readonly term: string
  /** `unknown` where nobody knows it. */
  readonly text: string
  /** Worth a look. */
  readonly isTrouble?: boolean
  /** For machines; empty where it is unknown. */
  readonly value: string | number
}

const UNKNOWN = "unknown"

/** What is known of a peer, the same lines for each of its kind. */
export function factsOf(details: DetailsOf, nowMs: number): readonly Fact[] {
  const { peer } = details
  const { address, sinceMs, lastHeardMs, oldestUs } = peer
  const since = sinceMs === null ? UNKNOWN : `${timeOfDay(sinceMs)}, ${agoWords(nowMs - sinceMs)}`
  const heard = lastHeardMs === null ? UNKNOWN : `${agoWords(nowMs - lastHeardMs)} ago`
  return [
    { term: "address", text: address || UNKNOWN, value: address },
    { term: "socket", text: peer.socketType || UNKNOWN, value: peer.socketType ?? "" },
    { term: "since", text: since, value: sinceMs ?? "" },
    { term: "last heard", text: heard, value: lastHeardMs ?? "" },
    {
      term: "oldest open",
      text: oldestUs === null ? "none" : `for ${formatDuration(oldestUs)}`,
      value: oldestUs ?? "",
    },
    ...(details.kind === "worker" ? silenceOf(details) : []),
    {
      term: "under its name",
      text: visits(peer.connects, peer.disconnects),
      value: peer.connects,
    },
    {
      term: "from its machine",
      text: visits(peer.hostConnects, peer.hostDisconnects),
      value: peer.hostConnects ?? "",
    },
    ...errorsOf(details),
  ]
}

function silenceOf({ peer }: Extract<DetailsOf, { kind: "worker" }>): readonly Fact[] {
  const { silentUs, serviceUs } = peer
  const usual = serviceUs === null ? "" : `, it takes ${formatDuration(serviceUs)} on average`
  return [
    silentUs === null
      ? { term: "silent", text: `no${usual}`, value: 0 }
      : {
          term: "silent",
          text: `for ${formatDuration(silentUs)}${usual}`,
          isTrouble: true,
          value: silentUs,
        },
  ]
}

function errorsOf(details: DetailsOf): readonly Fact[] {
  const { errors, lastError } = details.peer
  const told = errors === 0 ? "none" : plural(errors, "notice")
  const last = lastError === null ? "" : `, the last: ${lastError}`
  const dropped =
    details.kind === "client"
      ? { term: "rejected", count: details.peer.rejected }
      : { term: "stale replies", count: details.peer.stale }
  return [
    { term: "errors", text: `${told}${last}`, isTrouble: errors > 0, value: errors },
    {
      term: dropped.term,
      text: formatCount(dropped.count),
      isTrouble: dropped.count > 0,
      value: dropped.count,
    },
  ]
}

function visits(connects: number | null, disconnects: number | null): string {
  if (connects === null || disconnects === null) return UNKNOWN
  return `${plural(connects, "connect")}, ${plural(disconnects, "disconnect")}`
}

/** `0.4 s`, `12 s`, `3 min`, `5 h`. */
function agoWords(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 120) return `${Math.floor(seconds)} s`
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`
  return `${Math.floor(seconds / 3600)} h`
}
