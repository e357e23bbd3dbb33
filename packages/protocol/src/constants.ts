import type { ReqBehaviour, WorkerBehaviour } from "./schemas/behaviour.js"
import type { Totals } from "./schemas/totals.js"

export const PROTOCOL_VERSION = 1
export const BINARY_SUBPROTOCOL = "zmqscope.tap.v1.binary"
export const JSON_SUBPROTOCOL = "zmqscope.tap.v1.json"

/** With which a viewer's stream is closed when its broker is watched no more: it will not come back. */
export const REMOVED_CODE = 4410

/** The broker's checkpoint, once a second, is its pulse: without a word for so long its figures are old. */
export const SILENT_MS = 3000

/** The most earlier attempts that are told of an envelope, the last ones. */
export const MAX_EARLIER_ATTEMPTS = 8

export const EMPTY_TOTALS: Totals = {
  received: 0,
  returned: 0,
  undeliverable: 0,
  lost: 0,
  rejected: 0,
  expired: 0,
  shed: 0,
  waiting: 0,
  inFlight: 0,
}

/** A simulated client that asks a few times a second and is patient enough for a busy broker. */
export const DEFAULT_CLIENT_BEHAVIOUR: ReqBehaviour = {
  pace: { mode: "think", meanMs: 200 },
  sizeBytes: 64,
  timeoutMs: 10_000,
  retries: 3,
}

/** Requests of one open-loop client that may be late: due, and held back by its bound on outstanding ones. */
export const MOST_LATE = 100_000

/** A simulated worker of 40 requests a second, now and then much slower. */
export const DEFAULT_WORKER_BEHAVIOUR: WorkerBehaviour = {
  serviceTime: { distribution: "log-normal", medianMs: 20, sigma: 0.6 },
  failure: { mode: "none" },
}
