import { type Static, Type } from "typebox"
import { DEALINGS } from "../dealings.js"
import { closed } from "./common.js"

export const Dealing = Type.Enum(DEALINGS)
export type Dealing = Static<typeof Dealing>

/** What carries the messages: zmqscope's own ZMTP, libzmq's sockets, or a broker that it is attached to. */
export const Engine = Type.Enum(["zmtp", "libzmq", "attach"])
export type Engine = Static<typeof Engine>

/**
 * What a scope can do besides watching: what is not in its list nobody can ask of it.
 * `client-details`: it knows of clients their address and socket type, and when something came last.
 * `disconnect-client`: clients' connections can be ended, as workers' can be everywhere.
 */
export const Capability = Type.Enum([
  "deal",
  "pause",
  "drain",
  "requeue",
  "client-details",
  "disconnect-client",
])
export type Capability = Static<typeof Capability>

export const OnWorkerLoss = Type.Enum(["lose", "requeue"])
export type OnWorkerLoss = Static<typeof OnWorkerLoss>

const Target = Type.Number({ minimum: 1, maximum: 60_000 })

/**
 * What becomes of requests that wait for longer than there is any use in. `codel`: once none has waited
 * for less than `targetMs` during `intervalMs`, the oldest go, one and then more and more often, until
 * one waits for less again; they get no reply. `lifo`: while the next has waited for longer than
 * `targetMs`, the newest goes before it; none is dropped.
 */
export const Shedding = Type.Union([
  Type.Object({ mode: Type.Literal("none") }, closed),
  Type.Object({ mode: Type.Literal("codel"), targetMs: Target, intervalMs: Target }, closed),
  Type.Object({ mode: Type.Literal("lifo"), targetMs: Target }, closed),
])
export type Shedding = Static<typeof Shedding>

export const BrokerSettings = Type.Object({
  paused: Type.Boolean(),
  dealing: Dealing,
  /** The most requests that may be outstanding at one worker; not used by `dealer`. */
  prefetch: Type.Integer({ minimum: 1, maximum: 1000 }),
  onWorkerLoss: OnWorkerLoss,
  /** Whether a request expires when its client leaves before the dealing. */
  dropAbandoned: Type.Boolean(),
  shedding: Shedding,
})
export type BrokerSettings = Static<typeof BrokerSettings>

export const BrokerPatch = Type.Partial(BrokerSettings, { ...closed, minProperties: 1 })
export type BrokerPatch = Static<typeof BrokerPatch>
