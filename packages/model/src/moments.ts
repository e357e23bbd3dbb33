import { ENVELOPE_STATES, type Envelope, type EnvelopeState } from "@zmqscope/protocol"

/** From arrival to its end, or until now, microseconds. */
export function spanUs(row: Envelope, nowAt: number): number {
  return Math.max(0, (row.endedAt ?? nowAt) - row.receivedAt)
}

/** From arrival to the departure of its reply; null when it did not come to that. */
export function roundTripUs(row: Envelope): number | null {
  return row.state === "returned" && row.endedAt !== null ? row.endedAt - row.receivedAt : null
}

/**
 * A row as it was at a moment, `atUs` on the record clock: what happened later is taken back. Null
 * when the envelope had not arrived yet, or had ended.
 */
export function rowAt(row: Envelope, atUs: number): Envelope | null {
  if (row.receivedAt > atUs || (row.endedAt !== null && row.endedAt <= atUs)) return null
  const later = row.earlierAttempts.findIndex(({ requeuedAt }) => requeuedAt > atUs)
  const attempt = row.earlierAttempts[later]
  // Of an attempt that ended nobody knows any more when its worker took it up.
  const was = attempt === undefined ? row : { ...row, ...attempt, serviceStartAt: null }
  const until = (at: number | null) => (at !== null && at <= atUs ? at : null)
  const steps = {
    handedAt: until(was.handedAt),
    dealtAt: until(was.dealtAt),
    serviceStartAt: until(was.serviceStartAt),
    repliedAt: until(was.repliedAt),
    endedAt: null,
    cause: null,
    ...(attempt !== undefined && {
      attempt: row.attempt - (row.earlierAttempts.length - later),
      earlierAttempts: row.earlierAttempts.slice(0, later),
    }),
  }
  const { worker } = was
  if (steps.repliedAt !== null) return { ...row, ...steps, worker, state: "replied" }
  if (steps.dealtAt !== null) return { ...row, ...steps, worker, state: "at-worker" }
  // Which worker it is for is certain once it is dealt.
  const state = steps.handedAt === null ? "waiting" : "unseen"
  return { ...row, ...steps, worker: null, state }
}

/** What has ended, by places in the order in which it did. */
interface EndedRows {
  readonly next: number
  at(place: number): Envelope | undefined
}

/** Every row that was live at a moment: of those that still are, and that ended from a place on. */
export function* rowsAt(
  atUs: number,
  liveRows: Iterable<Envelope>,
  ended: EndedRows,
  from: number,
): Generator<Envelope> {
  for (const row of liveRows) {
    const was = rowAt(row, atUs)
    if (was !== null) yield was
  }
  for (let place = from; place < ended.next; place += 1) {
    const row = ended.at(place)
    const was = row && rowAt(row, atUs)
    if (was) yield was
  }
}

export function isInFlight(state: EnvelopeState): boolean {
  return ENVELOPE_STATES.indexOf(state) < ENVELOPE_STATES.indexOf("returned")
}
