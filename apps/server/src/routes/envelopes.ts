import { KeptFrames, NamedEnvelope, Problem } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { listEnvelopes, named } from "../list-envelopes.js"
import { ProblemError } from "../problem.js"
import { scopeOf } from "../request-scope.js"
import { EnvelopePath, EnvelopesQuery } from "../schemas.js"

const InspectedEnvelope = Type.Interface([NamedEnvelope], {
  /** Null when they are no longer kept. */
  frames: Type.Union([KeptFrames, Type.Null()]),
})

export function envelopeRoutes(app: App): void {
  app.get(
    "/envelopes",
    {
      schema: {
        summary: "Recent envelopes, the newest first",
        description:
          "The last to arrive that match. With outcome=live it is every envelope that has not ended, however many: the broker's own bounds on waiting and in flight are the only ones.",
        querystring: EnvelopesQuery,
        response: { 200: Type.Array(NamedEnvelope), default: Problem },
      },
    },
    async (request) => {
      const { runs, peers } = scopeOf(request)
      const run = runs.current
      return run === undefined ? [] : listEnvelopes(run, peers, request.query)
    },
  )

  app.get(
    "/envelopes/:number",
    {
      schema: {
        summary: "One envelope with its timeline and what is kept of its frames",
        params: EnvelopePath,
        response: { 200: InspectedEnvelope, default: Problem },
      },
    },
    async (request) => {
      const { number } = request.params
      const { runs, peers, link } = scopeOf(request)
      const run = runs.current
      const row = run?.fold.book.get(number)
      if (run === undefined || row === undefined) {
        const detail = `Envelope ${number} is not known: it never was, or is no longer kept, or the broker has started anew.`
        throw new ProblemError(404, "unknown-envelope", detail)
      }
      const envelope = named(row, run, peers)
      return { ...envelope, frames: await link.broker.call("frames", { envelope: number }) }
    },
  )
}
