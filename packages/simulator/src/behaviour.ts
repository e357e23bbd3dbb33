import { CallError, ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import type { Static, TSchema } from "typebox"
import { Value } from "typebox/value"

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

/** Returns what it was given, or throws CallError `invalid` saying what is wrong. */
export function checkClientBehaviour(behaviour: ClientBehaviour): ClientBehaviour {
  return check(ClientBehaviour, behaviour, "client")
}

/** Returns what it was given, or throws CallError `invalid` saying what is wrong. */
export function checkWorkerBehaviour(behaviour: WorkerBehaviour): WorkerBehaviour {
  const { serviceTime } = check(WorkerBehaviour, behaviour, "worker")
  if (serviceTime.distribution === "uniform" && serviceTime.minMs > serviceTime.maxMs) {
    throw new CallError("invalid", "a uniform service time needs minMs <= maxMs")
  }
  return behaviour
}

function check<S extends TSchema>(schema: S, value: Static<S>, kind: string): Static<S> {
  if (Value.Check(schema, value)) return value
  const faults = Value.Errors(schema, value).map(
    (fault) => `${fault.instancePath} ${fault.message}`,
  )
  throw new CallError("invalid", `this is no behaviour of a ${kind}: ${faults.join("; ")}`)
}
