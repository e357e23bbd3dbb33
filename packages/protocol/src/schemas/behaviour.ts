import { type Static, Type } from "typebox"
import { closed } from "./common.js"

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

/** A REQ client: it asks again once it has its reply, when its pace says. */
export const ReqBehaviour = Type.Object(
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
export type ReqBehaviour = Static<typeof ReqBehaviour>

const PerSecond = Type.Number({ minimum: 0.01, maximum: 10_000 })

/**
 * When requests are due, whatever becomes of those before. Of a `ramp` the rate goes from one to the
 * other in a straight line, as Poisson arrivals, and stays there.
 */
export const Arrivals = Type.Union([
  Type.Object({ process: Type.Literal("poisson"), perSecond: PerSecond }, closed),
  Type.Object({ process: Type.Literal("even"), perSecond: PerSecond }, closed),
  Type.Object(
    {
      process: Type.Literal("bursts"),
      perBurst: Type.Integer({ minimum: 1, maximum: 10_000 }),
      everyMs: Type.Integer({ minimum: 10, maximum: 600_000 }),
    },
    closed,
  ),
  Type.Object(
    {
      process: Type.Literal("ramp"),
      fromPerSecond: PerSecond,
      toPerSecond: PerSecond,
      overMs: Type.Integer({ minimum: 100, maximum: 3_600_000 }),
    },
    closed,
  ),
])
export type Arrivals = Static<typeof Arrivals>

/**
 * An open-loop client: a DEALER whose requests leave when they are due. At most `outstanding` are on
 * their way; what is due beyond them waits in the client, its latency counting, and leaves in order as
 * replies come. At most MOST_LATE wait so; what is due beyond those is never sent, and counted.
 */
export const OpenBehaviour = Type.Object(
  {
    arrivals: Arrivals,
    sizeBytes: ReqBehaviour.properties.sizeBytes,
    /** How long a reply is awaited before the request counts as unanswered; a later one is ignored. */
    timeoutMs: ReqBehaviour.properties.timeoutMs,
    outstanding: Type.Integer({ minimum: 1, maximum: 10_000 }),
  },
  closed,
)
export type OpenBehaviour = Static<typeof OpenBehaviour>

export const ClientBehaviour = Type.Union([ReqBehaviour, OpenBehaviour])
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
  {
    serviceTime: ServiceTime,
    failure: FailureMode,
    /**
     * Whose draws the service times are: the worker's own, in the order of what it serves, unless
     * given; or each request's, by its text, so that it takes as long whichever worker gets it.
     */
    drawnBy: Type.Optional(Type.Enum(["worker", "request"])),
    /** Its share of the requests where they are dealt by weight, to three decimals; 1 unless given. Announced as `X-Weight`. */
    weight: Type.Optional(Type.Number({ minimum: 0.001, maximum: 1000 })),
  },
  closed,
)
export type WorkerBehaviour = Static<typeof WorkerBehaviour>

export const SpawnClients = Type.Object(
  {
    count: Type.Integer({ minimum: 1 }),
    behaviour: Type.Optional(ClientBehaviour),
  },
  closed,
)
export type SpawnClients = Static<typeof SpawnClients>

export const SpawnWorkers = Type.Object(
  { count: Type.Integer({ minimum: 1 }), behaviour: Type.Optional(WorkerBehaviour) },
  closed,
)
export type SpawnWorkers = Static<typeof SpawnWorkers>

/** Of a client of its kind: one that asks on a reply is made no open-loop one, nor the other way. */
export const ClientPatch = Type.Union([
  Type.Partial(ReqBehaviour, { ...closed, minProperties: 1 }),
  Type.Partial(OpenBehaviour, { ...closed, minProperties: 1 }),
])
export type ClientPatch = Static<typeof ClientPatch>

/** All but what a worker announces as it connects. */
export const WorkerPatch = Type.Partial(Type.Omit(WorkerBehaviour, ["weight"]), {
  ...closed,
  minProperties: 1,
})
export type WorkerPatch = Static<typeof WorkerPatch>

export const RemovalMode = Type.Enum(["kill", "stop", "drain"])
export type RemovalMode = Static<typeof RemovalMode>
