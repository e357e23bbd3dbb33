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

/** Parts of one or more, added up. */
export type PartSums = { -readonly [P in Part]: number }

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
  const parts = {
    earlierUs: 0,
    waitingUs: 0,
    unseenUs: 0,
    backlogUs: 0,
    serviceUs: 0,
    returnUs: 0,
  }
  const until = row.endedAt ?? Math.max(nowAt, lastStepAt(row))
  addParts(
    parts,
    row.receivedAt,
    waitingSince(row),
    row.handedAt ?? row.dealtAt ?? until,
    row.dealtAt ?? row.repliedAt ?? until,
    row.serviceStartAt ?? row.repliedAt ?? until,
    row.repliedAt ?? until,
    until,
  )
  return parts
}

/** Adds what lies between one envelope's moments to what others took. */
export function addParts(
  sums: PartSums,
  received: number,
  waitingSinceAt: number,
  handed: number,
  dealt: number,
  started: number,
  replied: number,
  until: number,
): void {
  sums.earlierUs += waitingSinceAt - received
  sums.waitingUs += Math.max(0, handed - waitingSinceAt)
  sums.unseenUs += Math.max(0, dealt - handed)
  sums.backlogUs += Math.max(0, started - dealt)
  sums.serviceUs += Math.max(0, replied - started)
  sums.returnUs += Math.max(0, until - replied)
}

/** When the last thing happened to it. */
export function lastStepAt(row: Envelope): number {
  return row.endedAt ?? row.repliedAt ?? row.dealtAt ?? row.handedAt ?? waitingSince(row)
}
