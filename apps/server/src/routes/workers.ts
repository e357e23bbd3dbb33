import type { ServiceTime } from "@zmqscope/protocol"
import {
  Problem,
  SpawnWorkers,
  Worker,
  WorkerDetails,
  WorkerPatch,
} from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { workerDetailer } from "../peer-details.js"
import { scopeOf } from "../request-scope.js"
import { PeerPath, WorkerRemoval } from "../schemas.js"
import { InvalidInput } from "../validation.js"
import { beginDrain } from "./drain-worker.js"
import { counted, findWorker, needRoom, needSimulated, unlessGone } from "./peers.js"
import { removePeer, spawnedOnes } from "./remove-peer.js"

export function workerRoutes(app: App): void {
  app.get(
    "/workers",
    { schema: { summary: "Every live worker", response: { 200: Type.Array(WorkerDetails) } } },
    async (request) => {
      const scope = scopeOf(request)
      const detail = await workerDetailer(scope)
      return scope.peers.workers.map(detail)
    },
  )

  app.get(
    "/workers/:name",
    {
      schema: {
        summary: "One live worker",
        params: PeerPath,
        response: { 200: WorkerDetails, default: Problem },
      },
    },
    async (request) => {
      const scope = scopeOf(request)
      const worker = findWorker(scope, request.params.name)
      const detail = await workerDetailer(scope, worker.index)
      return detail(worker)
    },
  )

  app.post(
    "/workers",
    {
      schema: {
        summary: "Spawn simulated workers",
        body: SpawnWorkers,
        response: { 201: Type.Array(Worker), default: Problem },
      },
    },
    async (request, reply) => {
      const { body } = request
      const { runs, peers, link } = scopeOf(request)
      const { simulator } = link
      checkServiceTime(body.behaviour?.serviceTime, "/behaviour/serviceTime")
      needRoom(simulator, "worker", body.count)
      const spawned = await simulator.spawnWorkers(body.count, body.behaviour)
      runs.mark("spawn", `${counted(body.count, "worker")} spawned`, {
        about: spawnedOnes("worker", spawned),
      })
      const names = new Set(spawned.map(({ name }) => name))
      return reply.code(201).send(peers.workers.filter(({ name }) => names.has(name)))
    },
  )

  app.patch(
    "/workers/:name",
    {
      schema: {
        summary: "Change a simulated worker while it runs",
        params: PeerPath,
        body: WorkerPatch,
        response: { 200: Worker, default: Problem },
      },
    },
    async (request) => {
      const { body } = request
      const { name } = request.params
      const scope = scopeOf(request)
      checkServiceTime(body.serviceTime, "/serviceTime")
      needSimulated(
        findWorker(scope, name),
        `${name} is an external worker: how it behaves is decided where it runs.`,
      )
      await unlessGone("worker", name, scope.link.simulator.changeWorker(name, body))
      scope.runs.mark("change", `${name} changed`, { about: { side: "worker", name } })
      return findWorker(scope, name)
    },
  )

  app.delete(
    "/workers/:name",
    {
      schema: {
        summary: "Kill, stop or drain a worker; an external one is disconnected",
        description: "A drain is begun, and 202 answers with the worker, whose state is draining.",
        params: PeerPath,
        querystring: WorkerRemoval,
        response: { 202: Worker, 204: Type.Null(), default: Problem },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const { mode = "kill" } = request.query
      const scope = scopeOf(request)
      const worker = findWorker(scope, name)
      if (mode === "drain") {
        beginDrain(scope, worker, request.log)
        return reply.code(202).send(findWorker(scope, name))
      }
      await removePeer(scope, { side: "worker", peer: worker }, mode)
      return reply.code(204).send(null)
    },
  )
}

/** Refuses what the schema of a service time at `path` cannot. */
function checkServiceTime(serviceTime: ServiceTime | undefined, path: string): void {
  if (serviceTime?.distribution !== "uniform" || serviceTime.minMs <= serviceTime.maxMs) return
  throw new InvalidInput([{ path: `${path}/minMs`, message: "must be <= maxMs" }])
}
