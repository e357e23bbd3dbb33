import { CallError, type Worker } from "@zmqscope/protocol"
import type { FastifyBaseLogger } from "fastify"
import { ProblemError } from "../problem.js"
import type { Scope } from "../scope.js"

/**
 * Begins to drain a worker, and returns. When it has replied to all it had, a simulated one is
 * stopped, and an external one shown as drained until its owner stops it (docs/decisions/0006).
 * Throws ProblemError `cannot-drain`.
 */
export function beginDrain(scope: Scope, worker: Worker, log: FastifyBaseLogger): void {
  const { runs, peers } = scope
  const { name, index } = worker
  if (index < 0) {
    throw new ProblemError(409, "cannot-drain", `${name} is not connected: kill or stop it.`)
  }
  if (runs.hello?.capabilities.includes("drain") === false) {
    throw new ProblemError(
      409,
      "cannot-drain",
      `zmqscope only watches this broker, and cannot tell it to pass ${name} by: stop the worker.`,
    )
  }
  // The broker's own refusal would come when this is answered; it stands behind this one.
  if (runs.hello?.engine === "libzmq" && runs.settings.dealing === "dealer") {
    throw new ProblemError(
      409,
      "cannot-drain",
      `With 'dealer', libzmq deals in turn and cannot be told to pass ${name} by: choose another dealing first, or stop the worker.`,
    )
  }
  if (!peers.drains.begin(worker)) return
  runs.mark("stop", `${name} drains`, { about: { side: "worker", name } })
  void finishDrain(scope, worker).catch((error: unknown) => {
    peers.drains.end(worker)
    // It left, or a child process went: what became of the worker is told anyway.
    if (error instanceof CallError) log.info(`${name} was not drained: ${error.message}`)
    else log.error(error, `${name} could not be drained`)
  })
}

async function finishDrain({ runs, peers, link }: Scope, worker: Worker): Promise<void> {
  const { name, index, simulated } = worker
  if (!(await link.broker.call("drainWorker", { index }))) {
    // The answer may be here before the news on the pipe that it left.
    peers.drains.end(worker)
    return
  }
  if (!peers.drains.finish(worker)) return
  if (simulated) await link.simulator.remove("worker", name, "stop")
  const text = simulated ? `${name} drained and stopped` : `${name} drained`
  runs.mark("stop", text, { about: { side: "worker", name } })
}
