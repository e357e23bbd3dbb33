import { type Static, Type } from "typebox"

const Count = Type.Integer({ minimum: 0 })
const closed = { additionalProperties: false } as const

/** `received = returned + undeliverable + lost + rejected + expired + waiting + inFlight`, always. */
export const Totals = Type.Object({
  received: Count,
  returned: Count,
  undeliverable: Count,
  lost: Count,
  rejected: Count,
  expired: Count,
  waiting: Count,
  inFlight: Count,
})
export type Totals = Static<typeof Totals>

export const EMPTY_TOTALS: Totals = {
  received: 0,
  returned: 0,
  undeliverable: 0,
  lost: 0,
  rejected: 0,
  expired: 0,
  waiting: 0,
  inFlight: 0,
}

// --- dealing -------------------------------------------------------------------------------------

export const Dealing = Type.Enum([
  "dealer",
  "round-robin",
  "least-outstanding",
  "idle-first",
  "random",
  "two-choices",
])
export type Dealing = Static<typeof Dealing>

export const OnWorkerLoss = Type.Enum(["lose", "requeue"])
export type OnWorkerLoss = Static<typeof OnWorkerLoss>

export const BrokerSettings = Type.Object({
  paused: Type.Boolean(),
  dealing: Dealing,
  /** The most requests that may be outstanding at one worker; not used by `dealer`. */
  prefetch: Type.Integer({ minimum: 1, maximum: 1000 }),
  onWorkerLoss: OnWorkerLoss,
  /** Whether a request expires when its client leaves before the dealing. */
  dropAbandoned: Type.Boolean(),
})
export type BrokerSettings = Static<typeof BrokerSettings>

export const BrokerPatch = Type.Partial(BrokerSettings, { ...closed, minProperties: 1 })
export type BrokerPatch = Static<typeof BrokerPatch>

// --- behaviour of simulated peers ---------------------------------------------------------------

const Milliseconds = Type.Number({ minimum: 0, maximum: 60_000 })

/** Think time is drawn (exponential) between a reply and the next request; a rate aims at so many a second. */
export const Pace = Type.Union([
  Type.Object({ mode: Type.Literal("think"), meanMs: Milliseconds }, closed),
  Type.Object(
    { mode: Type.Literal("rate"), perSecond: Type.Number({ minimum: 0.01, maximum: 10_000 }) },
    closed,
  ),
])
export type Pace = Static<typeof Pace>

export const ClientBehaviour = Type.Object(
  {
    pace: Pace,
    /** Body bytes of each request. */
    sizeBytes: Type.Integer({ minimum: 0, maximum: 1_048_576 }),
    /** How long a reply is awaited before the socket is closed, reopened and the request sent again. */
    timeoutMs: Type.Integer({ minimum: 10, maximum: 600_000 }),
    /** How often a request is sent again before the client gives it up and goes on with the next. */
    retries: Type.Integer({ minimum: 0, maximum: 1000 }),
  },
  closed,
)
export type ClientBehaviour = Static<typeof ClientBehaviour>

export const ServiceTime = Type.Union([
  Type.Object({ distribution: Type.Literal("fixed"), ms: Milliseconds }, closed),
  Type.Object(
    { distribution: Type.Literal("uniform"), minMs: Milliseconds, maxMs: Milliseconds },
    closed,
  ),
  Type.Object({ distribution: Type.Literal("exponential"), meanMs: Milliseconds }, closed),
  Type.Object(
    {
      distribution: Type.Literal("log-normal"),
      medianMs: Milliseconds,
      /** Standard deviation of the logarithm: 0 is fixed, 1 has a long tail. */
      sigma: Type.Number({ minimum: 0, maximum: 3 }),
    },
    closed,
  ),
])
export type ServiceTime = Static<typeof ServiceTime>

const Probability = Type.Number({ minimum: 0, maximum: 1 })

export const FailureMode = Type.Union([
  Type.Object({ mode: Type.Literal("none") }, closed),
  /** Crashes, its socket destroyed, on taking up the request after so many. */
  Type.Object(
    { mode: Type.Literal("crash"), afterRequests: Type.Integer({ minimum: 0, maximum: 1e9 }) },
    closed,
  ),
  /** Now and then replies so much later. */
  Type.Object(
    { mode: Type.Literal("late"), probability: Probability, extraMs: Milliseconds },
    closed,
  ),
  /** Hangs, now and then, and never replies again. */
  Type.Object({ mode: Type.Literal("hang"), probability: Probability }, closed),
])
export type FailureMode = Static<typeof FailureMode>

export const WorkerBehaviour = Type.Object(
  { serviceTime: ServiceTime, failure: FailureMode },
  closed,
)
export type WorkerBehaviour = Static<typeof WorkerBehaviour>

export const SpawnClients = Type.Object(
  { count: Type.Integer({ minimum: 1 }), behaviour: Type.Optional(ClientBehaviour) },
  closed,
)
export type SpawnClients = Static<typeof SpawnClients>

export const SpawnWorkers = Type.Object(
  { count: Type.Integer({ minimum: 1 }), behaviour: Type.Optional(WorkerBehaviour) },
  closed,
)
export type SpawnWorkers = Static<typeof SpawnWorkers>

export const ClientPatch = Type.Partial(ClientBehaviour, { ...closed, minProperties: 1 })
export type ClientPatch = Static<typeof ClientPatch>

export const WorkerPatch = Type.Partial(WorkerBehaviour, { ...closed, minProperties: 1 })
export type WorkerPatch = Static<typeof WorkerPatch>

export const RemovalMode = Type.Enum(["kill", "stop", "drain"])
export type RemovalMode = Static<typeof RemovalMode>

// --- peers, as listed ----------------------------------------------------------------------------

/**
 * `connecting` and `stopping` are known of simulated peers only, `draining` and `drained` of workers:
 * nothing more is dealt to it, and it has replied to all it had.
 */
export const PeerState = Type.Enum(["connecting", "live", "stopping", "draining", "drained"])
export type PeerState = Static<typeof PeerState>

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
  /** Mean round trip over the last seconds, microseconds; null without one. */
  roundTripUs: Type.Union([Type.Number(), Type.Null()]),
  behaviour: Type.Union([ClientBehaviour, Type.Null()]),
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

// --- envelopes -----------------------------------------------------------------------------------

export const EnvelopeState = Type.Enum([
  "waiting",
  "unseen",
  "at-worker",
  "replied",
  "returned",
  "undeliverable",
  "lost",
  "expired",
])
export type EnvelopeState = Static<typeof EnvelopeState>

const Moment = Type.Union([Type.Number(), Type.Null()])

/** One request and its reply. Moments are microseconds on the broker's clock; null: not reached, or not seen. */
export const Envelope = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  client: Type.Integer({ minimum: 0 }),
  worker: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  state: EnvelopeState,
  sizeBytes: Count,
  replySizeBytes: Type.Union([Count, Type.Null()]),
  attempt: Count,
  /** How many others stood at the worker when it was dealt. */
  behind: Count,
  receivedAt: Type.Number(),
  handedAt: Moment,
  dealtAt: Moment,
  /** When the worker took it up, inferred: dealt, or the worker's previous reply, whichever is later. */
  serviceStartAt: Moment,
  repliedAt: Moment,
  endedAt: Moment,
})
export type Envelope = Static<typeof Envelope>

export const KeptFrame = Type.Object({
  sizeBytes: Count,
  /** The frame's first bytes, base64. */
  headBase64: Type.String(),
})
export type KeptFrame = Static<typeof KeptFrame>

/** Frames of an envelope, as they lay at the ROUTER: `request` without, `reply` without the number. */
export const KeptFrames = Type.Object({
  request: Type.Array(KeptFrame),
  reply: Type.Union([Type.Array(KeptFrame), Type.Null()]),
})
export type KeptFrames = Static<typeof KeptFrames>

export const NamedEnvelope = Type.Interface([Envelope], {
  clientName: Type.String(),
  workerName: Type.Union([Type.String(), Type.Null()]),
})
export type NamedEnvelope = Static<typeof NamedEnvelope>

// --- history -------------------------------------------------------------------------------------

/** One worker in one step: index, replies, outstanding at its end, busy and idle-while-queued microseconds. */
export const WorkerStep = Type.Tuple([Count, Count, Count, Type.Number(), Type.Number()])
export type WorkerStep = Static<typeof WorkerStep>

export const HistoryStep = Type.Object({
  /** Start of the step, Unix milliseconds. */
  startMs: Type.Number(),
  widthMs: Type.Number(),
  received: Count,
  returned: Count,
  undeliverable: Count,
  lost: Count,
  rejected: Count,
  expired: Count,
  requeued: Count,
  /** At the end of the step. */
  waiting: Count,
  /** At the end of the step. */
  unseen: Count,
  /** Age of the oldest waiting request at the end of the step, microseconds; 0 without one. */
  oldestWaitingUs: Type.Number(),
  workers: Type.Array(WorkerStep),
  /** Round trips that ended in the step, as bucket and count in turn (packages/metrics, buckets). */
  latency: Type.Array(Count),
  /** Sums over the same round trips, microseconds, and how many had a full timeline. */
  split: Type.Object({
    count: Count,
    waitingUs: Type.Number(),
    unseenUs: Type.Number(),
    backlogUs: Type.Number(),
    serviceUs: Type.Number(),
    returnUs: Type.Number(),
  }),
  /** Records known to be missing from the step. */
  missed: Count,
})
export type HistoryStep = Static<typeof HistoryStep>

export const Marker = Type.Object({
  /** Unix milliseconds. */
  atMs: Type.Number(),
  kind: Type.Enum(["spawn", "kill", "stop", "change", "switch", "pause", "restart", "gap"]),
  text: Type.String(),
})
export type Marker = Static<typeof Marker>

export const History = Type.Object({
  steps: Type.Array(HistoryStep),
  markers: Type.Array(Marker),
  /** Names of every worker index that occurs in the steps. */
  workerNames: Type.Record(Type.String(), Type.String()),
})
export type History = Static<typeof History>

// --- errors --------------------------------------------------------------------------------------

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  /** What happened, why, and what to do. */
  detail: Type.String(),
  /** Stable, for programs. */
  code: Type.String(),
  /** Every fault of a body or query, each with a JSON pointer. */
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  limit: Type.Optional(Type.Number()),
})
export type Problem = Static<typeof Problem>
