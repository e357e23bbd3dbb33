import { CallError, type WorkerBehaviour } from "@zmqscope/protocol"

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
