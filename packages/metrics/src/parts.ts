import type { Envelope } from "@zmqscope/protocol"
import { waitingSince } from "./waiting-since.js"

/** The parts of an envelope's way, microseconds. */
export interface Parts {
  /** With workers that went, until it was put back the last time. */
  readonly earlierUs: number
  /** At the ROUTER since it arrived or was put back, until it was handed to a DEALER. */
  readonly waitingUs: number
  /** In the DEALER, until it was seen on its way to a worker. */
  readonly unseenUs: number
  /** At its worker, behind others. */
  readonly backlogUs: number
  readonly serviceUs: number
  /** From the worker's reply to its departure. */
  readonly returnUs: number
}

export type Part = keyof Parts

/** In the order of an envelope's way. */
export const PARTS: readonly Part[] = [
  "earlierUs",
  "waitingUs",
  "unseenUs",
  "backlogUs",
  "serviceUs",
  "returnUs",
]

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
    unseenUs: Math.max(0, dealt - handed),
    backlogUs: Math.max(0, started - dealt),
    serviceUs: Math.max(0, replied - started),
    returnUs: Math.max(0, until - replied),
  }
}

/** When the last thing happened to it. */
export function lastStepAt(row: Envelope): number {
  return row.endedAt ?? row.repliedAt ?? row.dealtAt ?? row.handedAt ?? waitingSince(row)
}
