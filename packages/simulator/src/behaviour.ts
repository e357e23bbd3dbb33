import { CallError, type ClientBehaviour, type WorkerBehaviour } from "@zmqscope/protocol"

/** A client that asks a few times a second and is patient enough for a busy broker. */
export const DEFAULT_CLIENT_BEHAVIOUR: ClientBehaviour = {
  pace: { mode: "think", meanMs: 200 },
  sizeBytes: 64,
  timeoutMs: 10_000,
  retries: 3,
}

/** A worker of 40 requests a second, now and then much slower. */
export const DEFAULT_WORKER_BEHAVIOUR: WorkerBehaviour = {
  serviceTime: { distribution: "log-normal", medianMs: 20, sigma: 0.6 },
  failure: { mode: "none" },
}

/**
 * What the schema of a behaviour cannot say; the rest is checked by who takes it from outside.
 * Returns what it was given, or throws CallError `invalid` saying what is wrong.
 */
export function checkServiceTime(behaviour: WorkerBehaviour): WorkerBehaviour {
  const { serviceTime } = behaviour
  if (serviceTime.distribution === "uniform" && serviceTime.minMs > serviceTime.maxMs) {
    throw new CallError("invalid", "a uniform service time needs minMs <= maxMs")
  }
  return behaviour
}
