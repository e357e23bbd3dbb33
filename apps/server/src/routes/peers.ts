import { CallError, type Client, type Worker } from "@zmqscope/protocol"
import { ProblemError } from "../problem.js"
import type { Scope } from "../scope.js"
import { SIMULATED_LIMITS, type SimulatorLink } from "../simulator-link.js"

type Kind = "client" | "worker"

export function findClient(scope: Scope, name: string): Client {
  return scope.peers.clients.find((client) => client.name === name) ?? refuse(scope, "client", name)
}

export function findWorker(scope: Scope, name: string): Worker {
  return scope.peers.workers.find((worker) => worker.name === name) ?? refuse(scope, "worker", name)
}

/** A command for a peer that was there a moment ago: that it is gone is 404, whoever says it. */
export async function unlessGone<T>(kind: Kind, name: string, command: Promise<T>): Promise<T> {
  try {
    return await command
  } catch (error) {
    const isGone =
      error instanceof CallError &&
      (error.code === "unknown-peer" || error.code === "unknown-worker")
    throw isGone ? gone(kind, name) : error
  }
}

/** Refuses what a simulated peer alone can do. */
export function needSimulated(peer: Client | Worker, why: string): void {
  if (!peer.simulated) throw new ProblemError(409, "external-peer", why)
}

/** Refuses to spawn more than there may be. */
export function needRoom(simulator: SimulatorLink, kind: Kind, count: number): void {
  const room = simulator.room(kind)
  if (count <= room) return
  const limit = kind === "client" ? SIMULATED_LIMITS.clients : SIMULATED_LIMITS.workers
  const detail = `${count} more would be over the limit of ${limit} simulated ${kind}s; ${room} can be spawned.`
  throw new ProblemError(422, "over-limit", detail, limit)
}

/** `3 clients`, `1 worker`. */
export function counted(count: number, kind: Kind): string {
  return `${count} ${kind}${count === 1 ? "" : "s"}`
}

function refuse(scope: Scope, kind: Kind, name: string): never {
  const run = scope.runs.current
  const book = kind === "client" ? run?.clientNames : run?.workerNames
  if (scope.peers.hasKnown(kind, name, book ?? [])) throw gone(kind, name)
  const detail = `No ${kind} is named "${name}"; GET /api/${kind}s lists those there are.`
  throw new ProblemError(404, "unknown-peer", detail)
}

function gone(kind: Kind, name: string): ProblemError {
  const detail = `The ${kind} "${name}" is gone: it has left, or was ended. GET /api/${kind}s lists those there are.`
  return new ProblemError(404, "unknown-peer", detail)
}
