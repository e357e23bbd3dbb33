import { Problem, Sweep, SweepOrder } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { scopeOf } from "../request-scope.js"
import { InvalidInput } from "../validation.js"
import { needRoom } from "./peers.js"

const SweepPath = Type.Object({ number: Type.Integer({ minimum: 1 }) })

/** Load against latency, step by step, on the workers that are there. */
export function sweepRoutes(app: App): void {
  app.get(
    "/sweeps",
    { schema: { summary: "The last sweeps, newest first", response: { 200: Type.Array(Sweep) } } },
    async (request) => scopeOf(request).sweeps.all,
  )

  app.post(
    "/sweeps",
    {
      schema: {
        summary: "Begin a sweep: an open-loop client of its own asks more and more",
        description: "One at a time. It ends at the first load that is not carried.",
        body: SweepOrder,
        response: { 202: Sweep, default: Problem },
      },
    },
    async (request, reply) => {
      const { sweeps, link } = scopeOf(request)
      checkAscending(request.body.perSecond)
      needRoom(link.simulator, "client", 1)
      return reply.code(202).send(sweeps.start(request.body))
    },
  )

  app.get(
    "/sweeps/:number",
    {
      schema: {
        summary: "How far it is, and what it found",
        params: SweepPath,
        response: { 200: Sweep, default: Problem },
      },
    },
    async (request) => scopeOf(request).sweeps.get(request.params.number),
  )

  app.delete(
    "/sweeps/:number",
    {
      schema: {
        summary: "Cancel it; what it has found is kept",
        params: SweepPath,
        response: { 200: Sweep, default: Problem },
      },
    },
    async (request) => scopeOf(request).sweeps.cancel(request.params.number),
  )
}

function checkAscending(perSecond: readonly number[]): void {
  const place = perSecond.findIndex((rate, index) => rate <= (perSecond[index - 1] ?? 0))
  if (place < 0) return
  throw new InvalidInput([
    { path: `/perSecond/${place}`, message: "must be more than the one before" },
  ])
}
