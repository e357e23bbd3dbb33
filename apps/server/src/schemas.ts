import {
  BrokerSettings,
  Capability,
  Endpoints,
  Engine,
  EnvelopeState,
  Notice,
  RemovalMode,
  Totals,
  Watched,
} from "@zmqscope/protocol/schemas"
import { type Static, Type } from "typebox"

/** Schemas of this server's own: paths, queries, and answers that only it gives. */
const closed = { additionalProperties: false } as const
const Count = Type.Integer({ minimum: 0 })

export const PeerPath = Type.Object({ name: Type.String() })

export const ClientRemoval = Type.Object(
  { mode: Type.Optional(Type.Enum(["kill", "stop"])) },
  closed,
)
export const WorkerRemoval = Type.Object({ mode: Type.Optional(RemovalMode) }, closed)

export const HistoryQuery = Type.Object(
  {
    /** Width of the steps, milliseconds. */
    resolution: Type.Optional(Type.Integer({ enum: [100, 1000] })),
    /** Unix milliseconds. */
    since: Type.Optional(Type.Number({ minimum: 0 })),
  },
  closed,
)

/** What a page asks that got no WebSocket. */
export const TapQuery = Type.Object({
  /** The page's origin, which browsers send with a WebSocket but not with this. */
  page: Type.Optional(Type.String()),
})

const MAX_ENVELOPES = 1000
export const DEFAULT_ENVELOPES = 100
export const EnvelopesQuery = Type.Object(
  {
    /** A client's name. */
    client: Type.Optional(Type.String()),
    /** A worker's name. */
    worker: Type.Optional(Type.String()),
    /** What became of it, or where it is; `live`: it has not ended, wherever it is. */
    outcome: Type.Optional(
      Type.Enum([...EnvelopeState.enum, "live"], {
        description:
          "What became of it, or where it is; live is every one that has not ended: what waits, is in flight or replied.",
      }),
    ),
    since: Type.Optional(
      Type.Number({
        minimum: 0,
        description: "Those that were on their way then or later, Unix milliseconds.",
      }),
    ),
    until: Type.Optional(
      Type.Number({
        minimum: 0,
        description: "Those that were on their way then or earlier, Unix milliseconds.",
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_ENVELOPES,
        description: `At most so many; ${DEFAULT_ENVELOPES} when it is left out, but of outcome=live all.`,
      }),
    ),
  },
  closed,
)
export type EnvelopesQuery = Static<typeof EnvelopesQuery>

export const EnvelopePath = Type.Object({ number: Type.Integer({ minimum: 1 }) })

const ChildStatus = Type.Object({
  state: Type.Enum(["starting", "up", "restarting", "stopped"]),
  pid: Type.Union([Type.Integer(), Type.Null()]),
  restarts: Count,
  lastExit: Type.Union([Type.String(), Type.Null()]),
})

export const Status = Type.Object({
  version: Type.String(),
  uptimeSeconds: Type.Number(),
  /** The broker's name. */
  broker: Type.String(),
  engine: Engine,
  /** The ports of a broker that is only watched; left out where it is zmqscope's own. */
  target: Type.Optional(Endpoints),
  /** Where peers connect. */
  endpoints: Endpoints,
  /** What it can do; of a broker that is only watched, `settings` say nothing. */
  capabilities: Type.Array(Capability),
  settings: BrokerSettings,
  limits: Type.Object({
    /** Simulated peers in all. */
    clients: Count,
    workers: Count,
    /**
     * Requests that may wait, and bytes of all that have not ended, before clients are held back; left
     * out where the broker is only watched.
     */
    waitingCount: Type.Optional(Count),
    requestBytes: Type.Optional(Count),
    messageBytes: Type.Optional(Count),
    /** Workers that may be connected. */
    connections: Type.Optional(Count),
  }),
  totals: Totals,
  /** Envelopes that have ended and are kept, of this run. */
  envelopes: Type.Object({
    /** At most so many, the last to end. */
    kept: Count,
    /** Unix milliseconds: what ended before is not kept; null while everything is. */
    sinceMs: Type.Union([Type.Number(), Type.Null()]),
  }),
  tap: Type.Object({
    /** Records of this run so far. */
    sequence: Count,
    /** Records that never reached the server, over all runs. */
    missed: Count,
    viewers: Count,
    /** Frames of the broker's that could not be understood, over all runs; anything but 0 is a fault. */
    misheard: Count,
  }),
  /** What cannot be told of a broker that is only watched; left out where it is zmqscope's own. */
  watched: Type.Optional(Watched),
  /** Figures in which the fold and the broker differed without a gap; anything but 0 is a fault. */
  foldDiscrepancies: Count,
  /** What somebody should know of, in all; GET /api/notices has the last ones. */
  notices: Count,
  children: Type.Object({ broker: ChildStatus, simulator: ChildStatus }),
})
export type Status = Static<typeof Status>

export const Health = Type.Object({ status: Type.Literal("ok") })

/** `broker-silent`: it has said nothing for 3 s, so what is shown is old. */
const BrokerHealth = Type.Enum(["ok", "broker-down", "broker-silent"])
export type BrokerHealth = Static<typeof BrokerHealth>

export const Readiness = Type.Object({
  /** The worst of all brokers'. */
  status: BrokerHealth,
  brokers: Type.Array(Type.Object({ name: Type.String(), status: BrokerHealth })),
})

export const DatedNotice = Type.Interface([Notice], {
  /** Unix milliseconds. */
  atMs: Type.Number(),
})
