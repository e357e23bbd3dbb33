import {
  Client,
  ClientDetails,
  ClientPatch,
  Problem,
  SpawnClients,
} from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { clientDetailer } from "../peer-details.js"
import { scopeOf } from "../request-scope.js"
import { ClientRemoval, PeerPath } from "../schemas.js"
import { counted, findClient, needRoom, needSimulated, unlessGone } from "./peers.js"
import { removePeer, spawnedOnes } from "./remove-peer.js"

export function clientRoutes(app: App): void {
  app.get(
    "/clients",
    { schema: { summary: "Every live client", response: { 200: Type.Array(ClientDetails) } } },
    async (request) => {
      const scope = scopeOf(request)
      const detail = await clientDetailer(scope)
      return scope.peers.clients.map(detail)
    },
  )

  app.get(
    "/clients/:name",
    {
      schema: {
        summary: "One live client",
        params: PeerPath,
        response: { 200: ClientDetails, default: Problem },
      },
    },
    async (request) => {
      const scope = scopeOf(request)
      const client = findClient(scope, request.params.name)
      const detail = await clientDetailer(scope, client.index)
      return detail(client)
    },
  )

  app.post(
    "/clients",
    {
      schema: {
        summary: "Spawn simulated clients",
        body: SpawnClients,
        response: { 201: Type.Array(Client), default: Problem },
      },
    },
    async (request, reply) => {
      const { body } = request
      const { runs, peers, link } = scopeOf(request)
      const { simulator } = link
      needRoom(simulator, "client", body.count)
      const spawned = await simulator.spawnClients(body.count, body.behaviour)
      runs.mark("spawn", `${counted(body.count, "client")} spawned`, {
        about: spawnedOnes("client", spawned),
      })
      const names = new Set(spawned.map(({ name }) => name))
      return reply.code(201).send(peers.clients.filter(({ name }) => names.has(name)))
    },
  )

  app.patch(
    "/clients/:name",
    {
      schema: {
        summary: "Change a simulated client while it runs",
        params: PeerPath,
        body: ClientPatch,
        response: { 200: Client, default: Problem },
      },
    },
    async (request) => {
      const { name } = request.params
      const scope = scopeOf(request)
      needSimulated(
        findClient(scope, name),
        `${name} is an external client: how it behaves is decided where it runs.`,
      )
      await unlessGone("client", name, scope.link.simulator.changeClient(name, request.body))
      scope.runs.mark("change", `${name} changed`, { about: { side: "client", name } })
      return findClient(scope, name)
    },
  )

  app.delete(
    "/clients/:name",
    {
      schema: {
        summary: "Kill or stop a client; an external one is disconnected",
        params: PeerPath,
        querystring: ClientRemoval,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      const { mode = "kill" } = request.query
      const scope = scopeOf(request)
      await removePeer(scope, { side: "client", peer: findClient(scope, name) }, mode)
      return reply.code(204).send(null)
    },
  )
}
