import { waitingSince } from "@zmqscope/metrics"
import type { Envelope, EnvelopeState } from "@zmqscope/protocol"

/** The parts of an envelope's way, microseconds. */
export interface Parts {
  /** With workers that went, until it was put back the last time. */
  readonly earlierUs: number
  /** At the ROUTER since it arrived or was put back, until it was handed to a DEALER. */
  readonly waitingUs: number
  /** In the DEALER, until it was seen on its way to a worker. */
  readonly dealerUs: number
  /** At its worker, behind others. */
  readonly backlogUs: number
  readonly serviceUs: number
  /** From the worker's reply to its departure. */
  readonly returnUs: number
}

export type Part = keyof Parts

/**
 * The parts as far as the envelope has come: the one that it is in goes on until `nowAt`
 * (microseconds on the record clock). A part that it never reached, or that was not seen, is 0.
 */
export function partsOf(row: Envelope, nowAt: number): Parts {
  const until = row.endedAt ?? Math.max(nowAt, lastStepAt(row))
  const waiting = waitingSince(row)
  const handed = row.handedAt ?? row.dealtAt ?? until
  const dealt = row.dealtAt ?? row.repliedAt ?? until
  const started = row.serviceStartAt ?? row.repliedAt ?? until
  const replied = row.repliedAt ?? until
  return {
    earlierUs: waiting - row.receivedAt,
    waitingUs: Math.max(0, handed - waiting),
    dealerUs: Math.max(0, dealt - handed),
    backlogUs: Math.max(0, started - dealt),
    serviceUs: Math.max(0, replied - started),
    returnUs: Math.max(0, until - replied),
  }
}

/** From arrival to its end, or until now, microseconds. */
export function spanUs(row: Envelope, nowAt: number): number {
  return Math.max(0, (row.endedAt ?? nowAt) - row.receivedAt)
}

/** From arrival to the departure of its reply; null when it did not come to that. */
export function roundTripUs(row: Envelope): number | null {
  return row.state === "returned" && row.endedAt !== null ? row.endedAt - row.receivedAt : null
}

/** When the last thing happened to it. */
export function lastStepAt(row: Envelope): number {
  return row.endedAt ?? row.repliedAt ?? row.dealtAt ?? row.handedAt ?? waitingSince(row)
}

/**
 * A row as it was at a moment, `atUs` on the record clock: what happened later is taken back. Null
 * when the envelope had not arrived yet, or had ended.
 */
export function rowAt(row: Envelope, atUs: number): Envelope | null {
  if (row.receivedAt > atUs || (row.endedAt !== null && row.endedAt <= atUs)) return null
  const later = row.earlierAttempts.findIndex(({ requeuedAt }) => requeuedAt > atUs)
  const attempt = row.earlierAttempts[later]
  if (attempt !== undefined) {
    // Of an attempt that ended it is kept where and when it was dealt, and nothing else.
    const { worker, dealtAt } = attempt
    const isDealt = dealtAt !== null && dealtAt <= atUs
    return {
      ...row,
      handedAt: null,
      serviceStartAt: null,
      repliedAt: null,
      endedAt: null,
      attempt: row.attempt - (row.earlierAttempts.length - later),
      earlierAttempts: row.earlierAttempts.slice(0, later),
      worker: isDealt ? worker : null,
      state: isDealt ? "at-worker" : "waiting",
      dealtAt: isDealt ? dealtAt : null,
    }
  }
  const until = (at: number | null) => (at !== null && at <= atUs ? at : null)
  const steps = {
    handedAt: until(row.handedAt),
    dealtAt: until(row.dealtAt),
    serviceStartAt: until(row.serviceStartAt),
    repliedAt: until(row.repliedAt),
    endedAt: null,
  }
  if (steps.repliedAt !== null) return { ...row, ...steps, state: "replied" }
  if (steps.dealtAt !== null) return { ...row, ...steps, state: "at-worker" }
  if (steps.handedAt !== null) return { ...row, ...steps, state: "unseen" }
  return { ...row, ...steps, worker: null, state: "waiting" }
}

/** In the order of an envelope's way. */
export const STATES: readonly EnvelopeState[] = [
  "waiting",
  "unseen",
  "at-worker",
  "replied",
  "returned",
  "undeliverable",
  "lost",
  "expired",
]

export function isInFlight(state: EnvelopeState): boolean {
  return STATES.indexOf(state) < STATES.indexOf("returned")
}
