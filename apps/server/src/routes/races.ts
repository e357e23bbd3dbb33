import { Problem, Race, RaceAction, RaceOrder } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App, AppParts } from "../app-parts.js"
import { MAX_RACES } from "../races/races.js"

const RacePath = Type.Object({ number: Type.Integer({ minimum: 1 }) })

/** Ways of dealing side by side, under the same seeded arrivals. */
export function raceRoutes(app: App, { races }: AppParts): void {
  app.get(
    "/api/races",
    {
      schema: {
        summary: `The last ${MAX_RACES} races, the oldest first`,
        response: { 200: Type.Array(Race) },
      },
    },
    async () => races.list(),
  )

  app.post(
    "/api/races",
    {
      schema: {
        summary: "Begin a race: each lane a broker of its own, all under the same seeded load",
        description:
          "It runs by itself and ends with its rounds; its brokers are there meanwhile, as race-1-a, race-1-b and so on.",
        body: RaceOrder,
        response: { 201: Race, default: Problem },
      },
    },
    async ({ body }, reply) => reply.code(201).send(races.start(body)),
  )

  app.get(
    "/api/races/:number",
    {
      schema: {
        summary: "One race: how it stands, and what was measured",
        params: RacePath,
        response: { 200: Race, default: Problem },
      },
    },
    async ({ params: { number } }) => races.get(number).state(),
  )

  app.post(
    "/api/races/:number/actions",
    {
      schema: {
        summary: "Do something to every lane alike, at the same moment",
        params: RacePath,
        body: RaceAction,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async ({ params: { number }, body }, reply) => {
      await races.act(number, body)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    "/api/races/:number",
    {
      schema: {
        summary: "Cancel a race: its brokers go, what was measured stays",
        params: RacePath,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async ({ params: { number } }, reply) => {
      await races.cancel(number)
      return reply.code(204).send(null)
    },
  )
}
