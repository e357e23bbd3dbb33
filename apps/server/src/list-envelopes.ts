import type { Envelope, NamedEnvelope } from "@zmqscope/protocol"
import type { BrokerRun } from "./broker-run.js"
import type { PeerDirectory } from "./peer-directory.js"
import { DEFAULT_ENVELOPES, type EnvelopesQuery } from "./schemas.js"

/** Who the broker's peers are, as the page names them. */
type ShownNames = Pick<PeerDirectory, "nameOf">

/** What a query asks for, the newest first. */
export function listEnvelopes(
  run: BrokerRun,
  peers: ShownNames,
  { client, worker, outcome, since, until, limit }: EnvelopesQuery,
): NamedEnvelope[] {
  const atOf = (unixMs: number) => unixMs * 1000 - run.fold.epochUnixUs
  const sinceAt = since === undefined ? Number.NEGATIVE_INFINITY : atOf(since)
  const untilAt = until === undefined ? Number.POSITIVE_INFINITY : atOf(until)
  const matches = (row: Envelope): boolean =>
    row.receivedAt <= untilAt &&
    (row.endedAt ?? Number.POSITIVE_INFINITY) >= sinceAt &&
    (outcome === undefined || outcome === "live" || row.state === outcome) &&
    (client === undefined || clientName(row, run, peers) === client) &&
    (worker === undefined || workerName(row, run, peers) === worker)
  const { book } = run.fold
  const rows =
    outcome === "live"
      ? Array.from(book.live.rows)
          .filter(matches)
          .sort((one, other) => other.number - one.number)
          .slice(0, limit)
      : book.recent(limit ?? DEFAULT_ENVELOPES, matches)
  return rows.map((row) => named(row, run, peers))
}

/** A copy: rows of the book change as records come. */
export function named(row: Envelope, run: BrokerRun, peers: ShownNames): NamedEnvelope {
  return {
    ...row,
    clientName: clientName(row, run, peers),
    workerName: workerName(row, run, peers),
    earlierAttempts: row.earlierAttempts.map((attempt) => ({
      ...attempt,
      workerName: workerName(attempt, run, peers),
    })),
  }
}

function clientName({ client }: Envelope, run: BrokerRun, peers: ShownNames): string {
  const known = run.clientNames.get(client)
  return known === undefined ? `client ${client}` : peers.nameOf("client", known)
}

function workerName(
  { worker }: Pick<Envelope, "worker">,
  run: BrokerRun,
  peers: ShownNames,
): string | null {
  if (worker === null) return null
  const known = run.workerNames.get(worker)
  return known === undefined ? `worker ${worker}` : peers.nameOf("worker", known)
}
