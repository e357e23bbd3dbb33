import {
  Client,
  ClientDetails,
  ClientPatch,
  Problem,
  SpawnClients,
} from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App, AppParts } from "../app-parts.js"
import { clientDetailer } from "../peer-details.js"
import { ClientRemoval, PeerPath } from "../schemas.js"
import { counted, findClient, needRoom, needSimulated, unlessGone } from "./peers.js"

export function clientRoutes(app: App, parts: AppParts): void {
  const { scope, simulator } = parts
  app.get(
    "/api/clients",
    { schema: { summary: "Every live client", response: { 200: Type.Array(ClientDetails) } } },
    async () => scope.clients.map(await clientDetailer(parts)),
  )

  app.get(
    "/api/clients/:name",
    {
      schema: {
        summary: "One live client",
        params: PeerPath,
        response: { 200: ClientDetails, default: Problem },
      },
    },
    async ({ params: { name } }) => {
      const client = findClient(scope, name)
      const detail = await clientDetailer(parts, client.index)
      return detail(client)
    },
  )

  app.post(
    "/api/clients",
    {
      schema: {
        summary: "Spawn simulated clients",
        body: SpawnClients,
        response: { 201: Type.Array(Client), default: Problem },
      },
    },
    async ({ body }, reply) => {
      needRoom(simulator, "client", body.count)
      const spawned = await simulator.spawnClients(body.count, body.behaviour)
      scope.mark("spawn", `${counted(body.count, "client")} spawned`)
      const names = new Set(spawned.map(({ name }) => name))
      return reply.code(201).send(scope.clients.filter(({ name }) => names.has(name)))
    },
  )

  app.patch(
    "/api/clients/:name",
    {
      schema: {
        summary: "Change a simulated client while it runs",
        params: PeerPath,
        body: ClientPatch,
        response: { 200: Client, default: Problem },
      },
    },
    async ({ params: { name }, body }) => {
      needSimulated(
        findClient(scope, name),
        `${name} is an external client: how it behaves is decided where it runs.`,
      )
      await unlessGone("client", name, simulator.changeClient(name, body))
      scope.mark("change", `${name} changed`)
      return findClient(scope, name)
    },
  )

  app.delete(
    "/api/clients/:name",
    {
      schema: {
        summary: "Kill or stop a simulated client",
        params: PeerPath,
        querystring: ClientRemoval,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async ({ params: { name }, query: { mode = "kill" } }, reply) => {
      needSimulated(
        findClient(scope, name),
        `${name} is an external client, and a ROUTER has no way to disconnect one: end it where it runs.`,
      )
      await unlessGone("client", name, simulator.remove("client", name, mode))
      scope.mark(mode, `${name} ${mode === "kill" ? "killed" : "stopped"}`)
      return reply.code(204).send(null)
    },
  )
}
