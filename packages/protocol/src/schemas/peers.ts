import { type Static, Type } from "typebox"
import { ClientBehaviour, WorkerBehaviour } from "./behaviour.js"
import { Count } from "./common.js"

/**
 * `connecting` and `stopping` are known of simulated peers only, `draining` and `drained` of workers:
 * nothing more is dealt to it, and it has replied to all it had.
 */
export const PeerState = Type.Enum(["connecting", "live", "stopping", "draining", "drained"])
export type PeerState = Static<typeof PeerState>

const Percentile = Type.Union([Type.Number(), Type.Null()])

/**
 * What an open-loop client measured: times to the reply from when each request should have left, over
 * the last 10 seconds, microseconds, null without one; and its counts since it was spawned.
 */
export const IntendedFigures = Type.Object({
  p50Us: Percentile,
  p95Us: Percentile,
  p99Us: Percentile,
  due: Count,
  sent: Count,
  replied: Count,
  /** No reply came within its timeout. */
  unanswered: Count,
  /** Due, and not sent yet: as many as may be are on their way. */
  late: Count,
  /** Never sent: too many were late already, or the client was stopped. */
  unsent: Count,
})
export type IntendedFigures = Static<typeof IntendedFigures>

export const Client = Type.Object({
  /** A simulated client's own name; an external one's routing id, or its hexadecimal form. */
  name: Type.String(),
  /** The index that records use; -1 before it connects. A client that reopens its socket gets a new one. */
  index: Type.Integer({ minimum: -1 }),
  simulated: Type.Boolean(),
  state: PeerState,
  sent: Count,
  returned: Count,
  /** Requests received from it in the last second. */
  ratePerSecond: Type.Number(),
  /** Its requests that have not ended. */
  outstanding: Count,
  /** Age of its oldest request that has not ended, microseconds; null without one. */
  oldestUs: Type.Union([Type.Number(), Type.Null()]),
  /**
   * Time since a request of it was lost or shed, where it has asked nothing since, microseconds: a
   * REQ waits for that reply until it gives up. Null otherwise, and of a DEALER, which waits for none.
   */
  lostUs: Type.Union([Type.Number(), Type.Null()]),
  /** Whether nothing is read from it now, for want of room. */
  heldBack: Type.Boolean(),
  /** Remote address, `host:port`; empty before it connects, and where the engine does not know it. */
  address: Type.String(),
  /** Mean round trip over the last seconds, microseconds; null without one. */
  roundTripUs: Type.Union([Type.Number(), Type.Null()]),
  behaviour: Type.Union([ClientBehaviour, Type.Null()]),
  /** Of an open-loop client: what it measured itself. */
  intended: Type.Optional(IntendedFigures),
})
export type Client = Static<typeof Client>

export const Worker = Type.Object({
  /** Its `X-Name`, or its socket type and remote port; made unique among the live. */
  name: Type.String(),
  /** The index that records use; -1 before it connects. */
  index: Type.Integer({ minimum: -1 }),
  simulated: Type.Boolean(),
  state: PeerState,
  /** Requests at it: one in service, the rest its backlog. */
  outstanding: Count,
  /** Age of the oldest request at it, since it was dealt, microseconds; null without one. */
  oldestUs: Type.Union([Type.Number(), Type.Null()]),
  /** Whether its silence can be noticed: peers of ZMTP 3.0 answer no PING. */
  heartbeats: Type.Boolean(),
  /**
   * For how long it has replied to nothing while it had a request, microseconds; null while its last
   * service times explain that: four times the longest of 32, at least 1 s; 5 s before its first reply.
   */
  silentUs: Type.Union([Type.Number(), Type.Null()]),
  served: Count,
  /** Replies in the last second. */
  ratePerSecond: Type.Number(),
  /** Mean service time over the last seconds, microseconds; null without one. */
  serviceUs: Type.Union([Type.Number(), Type.Null()]),
  /** Share of the last seconds in which it had at least one request, 0 to 1. */
  busyShare: Type.Number(),
  /** Time, in total, that it was idle while requests stood in another worker's backlog, microseconds. */
  idleWhileQueuedUs: Type.Number(),
  socketType: Type.String(),
  /** Remote address, `host:port`; empty before it connects. */
  address: Type.String(),
  behaviour: Type.Union([WorkerBehaviour, Type.Null()]),
})
export type Worker = Static<typeof Worker>

const Known = Type.Union([Count, Type.Null()])
const UnixMs = Type.Union([Type.Number(), Type.Null()])

/** What is told of a peer when it is asked for. Null: unknown, and `capabilities` tell whether ever. */
const details = {
  /** When its connection was made, Unix milliseconds. */
  sinceMs: UnixMs,
  /** When something came from it last, heartbeats and all, Unix milliseconds. */
  lastHeardMs: UnixMs,
  /** Connections made and ended under its name since the server started, over all runs of the broker. */
  connects: Count,
  disconnects: Count,
  /** The same from its machine, on its side. */
  hostConnects: Known,
  hostDisconnects: Known,
  /** Notices that name it, and what the last of them said. */
  errors: Count,
  lastError: Type.Union([Type.String(), Type.Null()]),
}

export const ClientDetails = Type.Object({
  ...Client.properties,
  ...details,
  /** As it announced itself, `REQ` for one. */
  socketType: Type.Union([Type.String(), Type.Null()]),
  /** What it sent that was no request. */
  rejected: Count,
})
export type ClientDetails = Static<typeof ClientDetails>

export const WorkerDetails = Type.Object({
  ...Worker.properties,
  ...details,
  /** Replies of its that belonged to no request. */
  stale: Count,
})
export type WorkerDetails = Static<typeof WorkerDetails>
