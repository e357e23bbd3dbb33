import { BodyFindings, Problem } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { scopeOf } from "../request-scope.js"

const MAX_FOUND = 5000

const BodiesQuery = Type.Object(
  {
    contains: Type.String({
      minLength: 1,
      maxLength: 1000,
      description: "Text that the body of the request or of the reply holds, whatever its case.",
    }),
    after: Type.Optional(
      Type.Integer({ minimum: 0, description: "Only of envelopes with a higher number." }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_FOUND })),
  },
  { additionalProperties: false },
)

export function bodyRoutes(app: App): void {
  app.get(
    "/bodies",
    {
      schema: {
        summary: "Which envelopes hold a text in their bodies, the latest first",
        description: `Looks through what is kept of bodies, at most ${MAX_FOUND} are found. While the broker is down nothing is.`,
        querystring: BodiesQuery,
        response: { 200: BodyFindings, default: Problem },
      },
    },
    async (request) => {
      const { contains, after = 0, limit = MAX_FOUND } = request.query
      return scopeOf(request).link.broker.call("searchBodies", { text: contains, after, limit })
    },
  )
}
