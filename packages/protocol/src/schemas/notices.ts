import { type Static, Type } from "typebox"

/** Conditions that a peer, or the system, can be in; `packages/broker` says each in words. */
export const NoticeKind = Type.Enum([
  /** what connected does not speak ZMTP: HTTP, for one */
  "not-zmtp",
  /** a peer older than ZMTP 3 */
  "old-zmtp",
  /** a peer that wants CURVE, PLAIN or GSSAPI */
  "mechanism",
  /** a socket type that does not belong at this port; ports swapped, for one */
  "socket-type",
  /** bytes that ZMTP does not allow */
  "malformed",
  /** a handshake that is too long, or that does not come */
  "handshake",
  /** a frame larger than the bound */
  "frame-too-large",
  /** a message of more bytes or frames than the bound */
  "message-too-large",
  /** the port holds as many connections as it may */
  "too-many-connections",
  /** the system lets the process open no more files */
  "no-files",
  /** a second connection took over a live one's routing id; the older one was cut */
  "taken-over",
  /** two clients of a broker that is watched bear one routing id; it serves one of them */
  "same-routing-id",
  /** a worker's reply that no client can read, or that is for nobody */
  "malformed-reply",
  /** a client's request that its worker, a REP, cannot read */
  "malformed-request",
  /** a worker was silent for longer than heartbeats allow, and was cut */
  "silent",
  /** a worker whose silence cannot be noticed: its ZMTP has no heartbeats */
  "no-heartbeats",
  /** a client that does not read its replies */
  "unread-replies",
  /** the broker that is watched does not answer, or went away */
  "broker-away",
  /** it answers, after it did not */
  "broker-back",
  /** what answers at its ports is no broker, or has them the other way round */
  "broker-wrong",
  /** a connection that cannot be understood, and passes as bytes */
  "opaque",
  /** notices that were left out, since there were too many */
  "suppressed",
])
export type NoticeKind = Static<typeof NoticeKind>

/** Something that somebody should know of: what happened and why, and what to do. */
export const Notice = Type.Object({
  /** From 1 within a run of the broker. */
  number: Type.Integer({ minimum: 1 }),
  /** Microseconds on the broker's clock. */
  at: Type.Number(),
  kind: NoticeKind,
  /** Whose port: the ROUTER's, or the DEALER's. */
  side: Type.Enum(["frontend", "backend"]),
  /** Remote address, `host:port`; empty where it is not known. */
  address: Type.String(),
  /** The peer's name, where it has one. */
  name: Type.Union([Type.String(), Type.Null()]),
  /** What happened, and why: a sentence. */
  text: Type.String(),
  /** What to do about it: a sentence. */
  advice: Type.String(),
  /** How many of the same it stands for. */
  count: Type.Integer({ minimum: 1 }),
})
export type Notice = Static<typeof Notice>
