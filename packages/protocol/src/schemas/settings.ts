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
 */
export const Capability = Type.Enum(["deal", "pause", "drain", "requeue", "client-details"])
export type Capability = Static<typeof Capability>

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
