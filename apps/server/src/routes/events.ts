import { compileEvents, parseEventFilter } from "@zmqscope/filter"
import { LoggedEvent, Problem } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { MAX_EVENTS } from "../events/event-log.js"
import { scopeOf } from "../request-scope.js"
import { InvalidInput } from "../validation.js"

const MAX_LISTED = 1000
const DEFAULT_LISTED = 100

const EventsQuery = Type.Object(
  {
    filter: Type.Optional(
      Type.String({
        maxLength: 2000,
        description:
          "In the language of the page's filters: kind:cut,leave worker:box* or a text. Keys are kind, client, worker, address, at.",
      }),
    ),
    before: Type.Optional(
      Type.Integer({ minimum: 1, description: "Only events with a lower number." }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_LISTED })),
  },
  { additionalProperties: false },
)

export function eventRoutes(app: App): void {
  app.get(
    "/events",
    {
      schema: {
        summary: "What happened, the latest first",
        description: `Joins, leaves, cuts with their cause, switches, restarts, gaps, faults: the last ${MAX_EVENTS.toLocaleString("en")} over all runs of the broker, and of the server where it was given a directory (--data). ${DEFAULT_LISTED} are listed unless limit says otherwise.`,
        querystring: EventsQuery,
        response: { 200: Type.Array(LoggedEvent), default: Problem },
      },
    },
    async (request) => {
      const { filter = "", before, limit = DEFAULT_LISTED } = request.query
      const { terms, errors } = parseEventFilter(filter)
      if (errors.length > 0) {
        const faults = errors.map(({ from, to, message }) => {
          return { path: "/filter", message: `at "${filter.slice(from, to)}": ${message}` }
        })
        throw new InvalidInput(faults)
      }
      const matches = compileEvents(terms)
      const found: LoggedEvent[] = []
      for (const event of scopeOf(request).journal.events.latestFirst(before)) {
        if (found.length >= limit) break
        if (matches === null || matches(event, undefined)) found.push(event)
      }
      return found
    },
  )
}
