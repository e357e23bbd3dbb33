import { type Static, Type } from "typebox"
import { EVENT_KINDS } from "../event-kinds.js"

export const EventKind = Type.Enum([...EVENT_KINDS])

/** Something that happened, for who asks later what did. */
export const LoggedEvent = Type.Object({
  /** From 1, in the order of time; goes on over restarts where the log is kept on disk. */
  number: Type.Integer({ minimum: 1 }),
  /** Unix milliseconds. */
  atMs: Type.Number(),
  kind: EventKind,
  /** Whose side it concerns; null: the broker or the server itself. */
  side: Type.Union([Type.Enum(["client", "worker"]), Type.Null()]),
  /** The peer's name, where it has one. */
  name: Type.Union([Type.String(), Type.Null()]),
  /** Remote address, `host:port`; empty where it is not known, or there is none. */
  address: Type.String(),
  /** What happened, and why: a sentence. */
  text: Type.String(),
  /** What to do about it, where something can be done: a sentence, or empty. */
  advice: Type.String(),
  /** How many of the same it stands for. */
  count: Type.Integer({ minimum: 1 }),
})
export type LoggedEvent = Static<typeof LoggedEvent>
