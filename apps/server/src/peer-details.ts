import {
  CallError,
  type Client,
  type ClientDetails,
  type Worker,
  type WorkerDetails,
} from "@zmqscope/protocol"
import type { Attended, Side } from "./attendance.js"
import type { Scope } from "./scope.js"

/** What is asked for what is known of peers. */
type Known = Pick<Scope, "runs" | "journal" | "link">

type Shared = Attended & { readonly lastHeardMs: number | null }

/**
 * Makes all that is known of a client from its row; when clients were heard the broker is asked.
 * @param only of one alone, by its index
 */
export async function clientDetailer(
  scope: Known,
  only?: number,
): Promise<(client: Client) => ClientDetails> {
  const shared = await sharedDetailer(scope, "client", only)
  return (client) => {
    const seen = scope.runs.current?.fold.clients.get(client.index)
    const socketType = seen?.identity.socketType ?? null
    return { ...client, ...shared(client), socketType, rejected: seen?.rejected ?? 0 }
  }
}

/** The same of workers. */
export async function workerDetailer(
  scope: Known,
  only?: number,
): Promise<(worker: Worker) => WorkerDetails> {
  const shared = await sharedDetailer(scope, "worker", only)
  return (worker) => {
    const stale = scope.runs.current?.fold.workers.get(worker.index)?.stale ?? 0
    return { ...worker, ...shared(worker), stale }
  }
}

async function sharedDetailer(
  { link, runs, journal }: Known,
  side: Side,
  only: number | undefined,
): Promise<(peer: Client | Worker) => Shared> {
  const asked = only === undefined ? {} : { index: only }
  const heard = new Map(
    await link.broker.call("lastHeard", { kind: side, ...asked }).catch(unlessGone),
  )
  const { current: run } = runs
  return ({ name, address, index }) => {
    const at = heard.get(index) ?? null
    return {
      ...journal.attendance.of({ side, name, address }, index),
      lastHeardMs: at === null || run === undefined ? null : run.fold.unixMs(at),
    }
  }
}

/** While the broker is down nobody knows when peers were heard. */
function unlessGone(error: unknown): [] {
  if (error instanceof CallError) return []
  throw error
}
