import { Problem, Scene } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App, AppParts } from "../app-parts.js"
import { LEASE_MS, MAX_STAGES } from "../stages.js"

const Stage = Type.Object({
  /** The name of its broker. */
  broker: Type.String(),
  /** Milliseconds within which it has to be heard of again. */
  leaseMs: Type.Integer(),
})
const StagePath = Type.Object({ broker: Type.String() })

/** Scenes, and the brokers that they are played on. */
export function sceneRoutes(app: App, { scenes, stages }: AppParts): void {
  app.get(
    "/api/scenes",
    {
      schema: {
        summary: "The scenes that there are, in their order (docs/scenes.md)",
        response: { 200: Type.Array(Scene) },
      },
    },
    async () => [...scenes],
  )

  app.post(
    "/api/stages",
    {
      schema: {
        summary: "Start a broker of its own for a scene",
        description: `At most ${MAX_STAGES} at once. It ends when it is deleted, or is not heard of (PUT) for ${LEASE_MS / 1000} s.`,
        response: { 201: Stage, default: Problem },
      },
    },
    async (_, reply) => {
      const broker = await stages.open()
      return reply.code(201).send({ broker, leaseMs: LEASE_MS })
    },
  )

  app.put(
    "/api/stages/:broker",
    {
      schema: {
        summary: "Say that the scene on this broker is still played",
        params: StagePath,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async ({ params: { broker } }, reply) => {
      stages.renew(broker)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    "/api/stages/:broker",
    {
      schema: {
        summary: "End a scene's broker, with all that is on it",
        params: StagePath,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async ({ params: { broker } }, reply) => {
      await stages.close(broker)
      return reply.code(204).send(null)
    },
  )
}
