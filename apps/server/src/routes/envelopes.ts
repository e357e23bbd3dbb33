import { type Envelope, KeptFrames, NamedEnvelope, Problem } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App, AppParts } from "../app-parts.js"
import type { BrokerRun } from "../broker-run.js"
import type { Peers } from "../peers.js"
import { ProblemError } from "../problem.js"
import { EnvelopePath, EnvelopesQuery } from "../schemas.js"

const DEFAULT_LIMIT = 100

const InspectedEnvelope = Type.Interface([NamedEnvelope], {
  /** Null when they are no longer kept. */
  frames: Type.Union([KeptFrames, Type.Null()]),
})

export function envelopeRoutes(app: App, { scope, broker }: AppParts): void {
  app.get(
    "/api/envelopes",
    {
      schema: {
        summary: "Recent envelopes, the newest first",
        querystring: EnvelopesQuery,
        response: { 200: Type.Array(NamedEnvelope), default: Problem },
      },
    },
    async ({ query }) => {
      const { run } = scope
      return run === undefined ? [] : recentEnvelopes(run, scope.peers, query)
    },
  )

  app.get(
    "/api/envelopes/:number",
    {
      schema: {
        summary: "One envelope with its timeline and the first bytes of its frames",
        params: EnvelopePath,
        response: { 200: InspectedEnvelope, default: Problem },
      },
    },
    async ({ params: { number } }) => {
      const row = scope.run?.fold.book.get(number)
      if (scope.run === undefined || row === undefined) {
        const detail = `Envelope ${number} is not known: it never was, or is no longer kept, or the broker has started anew.`
        throw new ProblemError(404, "unknown-envelope", detail)
      }
      const envelope = named(row, scope.run, scope.peers)
      return { ...envelope, frames: await broker.call("frames", { envelope: number }) }
    },
  )
}

function recentEnvelopes(run: BrokerRun, peers: Peers, query: EnvelopesQuery): NamedEnvelope[] {
  const { client, worker, outcome, limit = DEFAULT_LIMIT } = query
  const matches = (row: Envelope): boolean =>
    (outcome === undefined || row.state === outcome) &&
    (client === undefined || clientName(row, run, peers) === client) &&
    (worker === undefined || workerName(row, run) === worker)
  return run.fold.book.recent(limit, matches).map((row) => named(row, run, peers))
}

/** A copy: rows of the book change as records come. */
function named(row: Envelope, run: BrokerRun, peers: Peers): NamedEnvelope {
  return {
    ...row,
    clientName: clientName(row, run, peers),
    workerName: workerName(row, run),
    earlierAttempts: row.earlierAttempts.map((attempt) => ({
      ...attempt,
      workerName: workerName(attempt, run),
    })),
  }
}

function clientName({ client }: Envelope, run: BrokerRun, peers: Peers): string {
  const name = run.clientNames.get(client)
  return name === undefined ? `client ${client}` : peers.clientName(name)
}

function workerName({ worker }: Pick<Envelope, "worker">, run: BrokerRun): string | null {
  return worker === null ? null : (run.workerNames.get(worker) ?? `worker ${worker}`)
}
