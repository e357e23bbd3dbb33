import { type Static, Type } from "typebox"
import { PROTOCOL_VERSION } from "../constants.js"
import { Condition } from "./brokers.js"
import { Count } from "./common.js"
import { LoggedEvent } from "./events.js"
import { HistoryStep, Marker } from "./history.js"
import { Notice } from "./notices.js"
import { Client, Worker } from "./peers.js"
import { BrokerSettings, Capability, Engine } from "./settings.js"
import { Totals } from "./totals.js"
import { Trial } from "./trials.js"

// Text frames of the pipe (`BrokerMessage`) and of the stream (`StreamMessage`): one JSON object each.

const Index = Type.Integer({ minimum: 0 })
/** Records that were written before the message: it holds between record `sequence - 1` and `sequence`. */
const Sequence = Type.Integer({ minimum: 0 })

export const ClientIdentity = Type.Object({
  index: Index,
  /** The routing id as text, or `0x` and its hexadecimal form; made unique among the live. */
  name: Type.String(),
  routingIdHex: Type.String(),
  /** Remote address, `host:port`; left out where the engine does not know it. */
  address: Type.Optional(Type.String()),
  /** As it announced itself, `REQ` for one; left out likewise. */
  socketType: Type.Optional(Type.String()),
  /** Whether it is a peer of zmqscope's own simulator; left out where the engine cannot tell. */
  simulated: Type.Optional(Type.Boolean()),
})
export type ClientIdentity = Static<typeof ClientIdentity>

export const WorkerIdentity = Type.Object({
  index: Index,
  /** `X-Name`, or socket type and remote port; made unique among the live. */
  name: Type.String(),
  socketType: Type.String(),
  /** Remote address, `host:port`. */
  address: Type.String(),
  /** Whether it is a peer of zmqscope's own simulator. */
  simulated: Type.Optional(Type.Boolean()),
  /** Whether its silence can be noticed: peers of ZMTP 3.0 answer no PING. */
  heartbeats: Type.Optional(Type.Boolean()),
  /** Its share where requests are dealt by weight, as it announces it (`X-Weight`); 1 when left out. */
  weight: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
})
export type WorkerIdentity = Static<typeof WorkerIdentity>

export const ClientEvent = Type.Object({
  type: Type.Literal("client"),
  event: Type.Enum(["joined", "left"]),
  at: Type.Number(),
  client: ClientIdentity,
})
export type ClientEvent = Static<typeof ClientEvent>

export const WorkerEvent = Type.Object({
  type: Type.Literal("worker"),
  event: Type.Enum(["joined", "left"]),
  at: Type.Number(),
  worker: WorkerIdentity,
})
export type WorkerEvent = Static<typeof WorkerEvent>

/** Connections of an attached broker that cannot be understood, and pass as bytes. */
export const OpaqueConnections = Type.Object({
  count: Count,
  /** Some of them, with the bytes that came each way since they cannot be followed. */
  told: Type.Array(
    Type.Object({
      side: Type.Enum(["frontend", "backend"]),
      address: Type.String(),
      fromPeer: Count,
      fromBroker: Count,
    }),
  ),
})
export type OpaqueConnections = Static<typeof OpaqueConnections>

/** The broker's own absolute figures at `sequence`. Without a gap the fold equals them. */
export const Checkpoint = Type.Object({
  type: Type.Literal("checkpoint"),
  sequence: Sequence,
  at: Type.Number(),
  totals: Totals,
  unseen: Count,
  stale: Count,
  requeued: Count,
  /**
   * Messages of an attached broker of which nothing told which of a client's requests they were, or
   * were to; left out where the broker is ours.
   */
  ambiguous: Type.Optional(Count),
  /** Left out likewise. */
  opaque: Type.Optional(OpaqueConnections),
  clients: Type.Array(
    Type.Object({
      ...ClientIdentity.properties,
      sent: Count,
      returned: Count,
      undelivered: Count,
      /** Whether nothing is read from it now, for want of room; left out where the engine does not know it. */
      heldBack: Type.Optional(Type.Boolean()),
    }),
  ),
  workers: Type.Array(
    Type.Object({ ...WorkerIdentity.properties, outstanding: Count, served: Count }),
  ),
  settings: BrokerSettings,
})
export type Checkpoint = Static<typeof Checkpoint>

/** Records were missed: the next one has number `sequence`. A checkpoint follows. */
export const Gap = Type.Object({
  type: Type.Literal("gap"),
  missed: Count,
  sequence: Sequence,
})
export type Gap = Static<typeof Gap>

/** First on the pipe. */
export const BrokerHello = Type.Object({
  type: Type.Literal("broker"),
  /** Names this run of the broker; numbers, indexes and sequence numbers mean nothing in another. */
  run: Type.String(),
  /** Unix microseconds at which the record clock reads 0. */
  epochUnixUs: Type.Number(),
  frontend: Type.String(),
  backend: Type.String(),
  engine: Engine,
  /** Whether clients are seen to join and leave (ZMQ_ROUTER_NOTIFY), or only to send. */
  notifies: Type.Boolean(),
  capabilities: Type.Array(Capability),
  settings: BrokerSettings,
})
export type BrokerHello = Static<typeof BrokerHello>

/** Something that somebody should know of, and can do something about. */
export const NoticeMessage = Type.Object({ type: Type.Literal("notice"), notice: Notice })
export type NoticeMessage = Static<typeof NoticeMessage>

/** Ten times a second: every record up to here has been written, microseconds on the broker's clock. */
export const Known = Type.Object({ type: Type.Literal("known"), at: Type.Number() })
export type Known = Static<typeof Known>

export const BrokerMessage = Type.Union([
  BrokerHello,
  ClientEvent,
  WorkerEvent,
  Checkpoint,
  Known,
  Gap,
  NoticeMessage,
])
export type BrokerMessage = Static<typeof BrokerMessage>

/** First on the stream, and again whenever the broker has started anew (`run` differs). */
export const Hello = Type.Object({
  type: Type.Literal("hello"),
  protocol: Type.Literal(PROTOCOL_VERSION),
  version: Type.String(),
  /** Null while the broker is down. */
  run: Type.Union([Type.String(), Type.Null()]),
  epochUnixUs: Type.Number(),
  frontend: Type.String(),
  backend: Type.String(),
  engine: Engine,
  notifies: Type.Boolean(),
  capabilities: Type.Array(Capability),
  settings: BrokerSettings,
  limits: Type.Object({ clients: Count, workers: Count }),
  sequence: Sequence,
  /** History steps name this run's workers by `seriesBase` plus index; 0 when left out. */
  seriesBase: Type.Optional(Count),
  clients: Type.Array(ClientIdentity),
  workers: Type.Array(WorkerIdentity),
})
export type Hello = Static<typeof Hello>

const Percentile = Type.Union([Type.Number(), Type.Null()])

/** What the last checkpoint said of a broker that is only watched. */
export const Watched = Type.Object({
  at: Type.Number(),
  ambiguous: Count,
  opaque: OpaqueConnections,
})
export type Watched = Static<typeof Watched>

/** Ten times a second: every figure the page shows, folded by the server. */
export const Snapshot = Type.Object({
  type: Type.Literal("snapshot"),
  sequence: Sequence,
  /** Unix milliseconds. */
  atMs: Type.Number(),
  totals: Totals,
  unseen: Count,
  stale: Count,
  requeued: Count,
  /** Over the last second. */
  receivedPerSecond: Type.Number(),
  returnedPerSecond: Type.Number(),
  /** Over the last 10 seconds, microseconds; null without a round trip. */
  roundTripUs: Type.Object({ p50: Percentile, p95: Percentile, p99: Percentile }),
  /** Every record up to here has been told before, microseconds on the broker's clock; 0 while it is down. */
  knownAt: Type.Number(),
  /** Milliseconds since the broker last said anything: its checkpoint, once a second, is its pulse. */
  silentMs: Type.Number(),
  /** What does not add up, a sentence each; empty while every check holds. */
  faults: Type.Array(Type.String()),
  /** What is wrong with the broker that is only watched; left out where nothing is, or it is our own. */
  trouble: Type.Optional(Condition),
  /** Records the server itself has missed in this run. */
  missed: Count,
  settings: BrokerSettings,
  clients: Type.Array(Client),
  workers: Type.Array(Worker),
  /** Left out where the broker is ours. */
  watched: Type.Optional(Watched),
  /** The 100 ms steps that closed since the snapshot before. */
  steps: Type.Array(HistoryStep),
})
export type Snapshot = Static<typeof Snapshot>

/** A snapshot on its way: of a list that is left out, what was told of it last holds. */
export const SnapshotMessage = Type.Object({
  ...Snapshot.properties,
  clients: Type.Optional(Snapshot.properties.clients),
  workers: Type.Optional(Snapshot.properties.workers),
  /** Each in the place of the one of its name, in the list told last. */
  changedClients: Type.Optional(Snapshot.properties.clients),
  changedWorkers: Type.Optional(Snapshot.properties.workers),
})
export type SnapshotMessage = Static<typeof SnapshotMessage>

export const MarkerMessage = Type.Object({ type: Type.Literal("marker"), marker: Marker })
export type MarkerMessage = Static<typeof MarkerMessage>

/** What was logged since the message before, in its order; of a crowd the latest alone. */
export const EventsMessage = Type.Object({
  type: Type.Literal("events"),
  events: Type.Array(LoggedEvent),
})
export type EventsMessage = Static<typeof EventsMessage>
/** Once a second: the stretch that goes on, and the one before it. GET /api/trials has them all. */
export const TrialsMessage = Type.Object({
  type: Type.Literal("trials"),
  trials: Type.Array(Trial),
})
export type TrialsMessage = Static<typeof TrialsMessage>

export const StreamMessage = Type.Union([
  Hello,
  ClientEvent,
  WorkerEvent,
  Checkpoint,
  Gap,
  SnapshotMessage,
  MarkerMessage,
  NoticeMessage,
  EventsMessage,
  TrialsMessage,
])
export type StreamMessage = Static<typeof StreamMessage>
