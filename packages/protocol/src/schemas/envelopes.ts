import { type Static, Type } from "typebox"
import { ENVELOPE_STATES } from "../envelope-states.js"
import { CAUSES } from "../record.js"
import { Count } from "./common.js"

export const EnvelopeState = Type.Enum([...ENVELOPE_STATES])
export type EnvelopeState = Static<typeof EnvelopeState>

/** Why it ended otherwise than by its reply, or an attempt did; null: it did not, or nobody knows. */
const Cause = Type.Union([Type.Enum(CAUSES.filter((cause) => cause !== null)), Type.Null()])

const Moment = Type.Union([Type.Number(), Type.Null()])

/** An attempt that ended with its worker. Moments as in `Envelope`. */
export const EarlierAttempt = Type.Object({
  /** Null when it was in the DEALER still: which worker it went with was not seen. */
  worker: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  handedAt: Moment,
  dealtAt: Moment,
  repliedAt: Moment,
  requeuedAt: Type.Number(),
  cause: Cause,
})
export type EarlierAttempt = Static<typeof EarlierAttempt>

/** One request and its reply. Moments are microseconds on the broker's clock; null: not reached, or not seen. */
export const Envelope = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  client: Type.Integer({ minimum: 0 }),
  worker: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  state: EnvelopeState,
  sizeBytes: Count,
  replySizeBytes: Type.Union([Count, Type.Null()]),
  attempt: Count,
  /** Those before, the oldest first: as many as `attempt` counts, at most MAX_EARLIER_ATTEMPTS. */
  earlierAttempts: Type.Array(EarlierAttempt),
  /** How many others stood at the worker when it was dealt. */
  behind: Count,
  receivedAt: Type.Number(),
  handedAt: Moment,
  dealtAt: Moment,
  /** When the worker took it up, inferred: dealt, or the worker's previous reply, whichever is later. */
  serviceStartAt: Moment,
  repliedAt: Moment,
  endedAt: Moment,
  cause: Cause,
})
export type Envelope = Static<typeof Envelope>

export const KeptFrame = Type.Object({
  sizeBytes: Count,
  /** What is kept of it, from its beginning, base64: all of it up to a size, or its first bytes. */
  headBase64: Type.String(),
})
export type KeptFrame = Static<typeof KeptFrame>

/** Frames of an envelope, as they lay at the ROUTER: `request` without, `reply` without the number. */
export const KeptFrames = Type.Object({
  request: Type.Array(KeptFrame),
  reply: Type.Union([Type.Array(KeptFrame), Type.Null()]),
  /** How many frames the messages have, of which the first are kept; left out: all are. */
  requestFrames: Type.Optional(Count),
  replyFrames: Type.Optional(Count),
})
export type KeptFrames = Static<typeof KeptFrames>

/** Envelopes with a text in their bodies, as far as those are kept. */
export const BodyFindings = Type.Object({
  /** The latest first. */
  numbers: Type.Array(Type.Integer({ minimum: 1 })),
  /** Envelopes up to this number were looked at. */
  upTo: Count,
  /** Before this number nothing is kept. */
  oldest: Count,
  /** There may be more, before these. */
  isCut: Type.Boolean(),
})
export type BodyFindings = Static<typeof BodyFindings>

const NamedAttempt = Type.Interface([EarlierAttempt], {
  workerName: Type.Union([Type.String(), Type.Null()]),
})

export const NamedEnvelope = Type.Interface([Envelope], {
  clientName: Type.String(),
  workerName: Type.Union([Type.String(), Type.Null()]),
  earlierAttempts: Type.Array(NamedAttempt),
})
export type NamedEnvelope = Static<typeof NamedEnvelope>
