import type { Client, Worker } from "@zmqscope/protocol"
import { ProblemError } from "../problem.js"
import { SIMULATED_LIMITS, type SimulatorLink } from "../simulator-link.js"

/** Finds a peer by name, or refuses with 404. */
export function findPeer<P extends Client | Worker>(
  kind: "client" | "worker",
  peers: readonly P[],
  name: string,
): P {
  const peer = peers.find((candidate) => candidate.name === name)
  if (peer !== undefined) return peer
  const detail = `No ${kind} is named "${name}"; GET /api/${kind}s lists those there are.`
  throw new ProblemError(404, "unknown-peer", detail)
}

/** Refuses what a simulated peer alone can do. */
export function needSimulated(peer: Client | Worker, why: string): void {
  if (!peer.simulated) throw new ProblemError(409, "external-peer", why)
}

/** Refuses to spawn more than there may be. */
export function needRoom(simulator: SimulatorLink, kind: "client" | "worker", count: number): void {
  const room = simulator.room(kind)
  if (count <= room) return
  const limit = kind === "client" ? SIMULATED_LIMITS.clients : SIMULATED_LIMITS.workers
  const detail = `${count} more would be over the limit of ${limit} simulated ${kind}s; ${room} can be spawned.`
  throw new ProblemError(422, "over-limit", detail, limit)
}

/** `3 clients`, `1 worker`. */
export function counted(count: number, kind: "client" | "worker"): string {
  return `${count} ${kind}${count === 1 ? "" : "s"}`
}
