import type { Envelope } from "@zmqscope/protocol"

export interface Segments {
  /** At the ROUTER and in the DEALER, before it was seen on its way to a worker. */
  readonly waitingUs: number
  /** At its worker, behind others. */
  readonly backlogUs: number
  readonly serviceUs: number
  /** From the worker's reply to its departure. */
  readonly returnUs: number
}

/** The parts of an envelope's way as far as it has come, microseconds. */
export function segmentsOf(row: Envelope): Segments {
  const until = row.endedAt ?? row.repliedAt ?? row.serviceStartAt ?? row.dealtAt ?? row.receivedAt
  const dealt = row.dealtAt ?? until
  const started = row.serviceStartAt ?? row.repliedAt ?? until
  const replied = row.repliedAt ?? until
  return {
    waitingUs: Math.max(0, dealt - row.receivedAt),
    backlogUs: Math.max(0, started - dealt),
    serviceUs: Math.max(0, replied - started),
    returnUs: Math.max(0, until - replied),
  }
}

/** From arrival to the departure of its reply; null when it did not come to that. */
export function roundTripUs(row: Envelope): number | null {
  return row.state === "returned" && row.endedAt !== null ? row.endedAt - row.receivedAt : null
}

/** From arrival as far as it has come. */
export function spanUs(row: Envelope): number {
  const { waitingUs, backlogUs, serviceUs, returnUs } = segmentsOf(row)
  return waitingUs + backlogUs + serviceUs + returnUs
}
