import type { Client, HistoryStep, SnapshotMessage, Worker } from "@zmqscope/protocol"
import type { ScopeView } from "./scope-messages.js"
import type { List, ListPart } from "./shown-lists.js"
import { type ListNews, ToldList } from "./told-list.js"

/** Clients that go out over a snapshot in the mean. */
const CLIENTS_A_SNAPSHOT = 500

/** A snapshot for every viewer, of which each gets its parts of the lists. */
export interface SnapshotFrame {
  readonly kind: "snapshot"
  /** How long a list is; undefined when this snapshot does not tell of it. */
  readonly lengths: Readonly<Record<List, number | undefined>>
  /** Serialised once for all who get the same. */
  readonly text: (parts: Readonly<Record<List, ListPart>>) => string
}

/** The snapshots of one scope, each of what was told before. */
export class Snapshots {
  readonly #clients = new ToldList<Client>()
  readonly #workers = new ToldList<Worker>()
  #made = 0

  /**
   * One for everybody who reads.
   * @param steps of the history that closed since the one before
   * @param lacks whether somebody waits for a list
   */
  next(view: ScopeView, steps: HistoryStep[], lacks: (list: List) => boolean): SnapshotFrame {
    const { runs, peers } = view
    const clientCount = runs.current?.fold.clients.size ?? 0
    this.#made += 1
    const tells = lacks("clients") || tellsClients(clientCount, this.#made)
    return snapshotFrame(
      makeFigures(view, steps),
      tells ? this.#clients.tell(peers.clients) : undefined,
      this.#workers.tell(peers.workers),
    )
  }
}

/** Whether a snapshot tells of clients: of many, one does in a while. */
export function tellsClients(clientCount: number, made: number): boolean {
  return made % Math.max(Math.ceil(clientCount / CLIENTS_A_SNAPSHOT), 1) === 0
}

export function snapshotFrame(
  figures: SnapshotMessage,
  clients: ListNews<Client> | undefined,
  workers: ListNews<Worker> | undefined,
): SnapshotFrame {
  const texts = new Map<string, string>()
  return {
    kind: "snapshot",
    lengths: { clients: clients?.whole.length, workers: workers?.whole.length },
    text: (parts) => {
      const key = `${parts.clients} ${parts.workers}`
      const known = texts.get(key)
      if (known !== undefined) return known
      const { whole: allClients, changed: changedClients } = partOf(clients, parts.clients)
      const { whole: allWorkers, changed: changedWorkers } = partOf(workers, parts.workers)
      // What is undefined is left out.
      const lists = { clients: allClients, changedClients, workers: allWorkers, changedWorkers }
      const text = JSON.stringify({ ...figures, ...lists })
      texts.set(key, text)
      return text
    },
  }
}

function partOf<P>(
  news: ListNews<P> | undefined,
  part: ListPart,
): { readonly whole?: readonly P[]; readonly changed?: readonly P[] } {
  if (news === undefined || part === "none") return {}
  const { whole, changed } = news
  if (part === "whole" || changed === null) return { whole }
  return changed.length === 0 ? {} : { changed }
}

function makeFigures({ runs, link }: ScopeView, steps: HistoryStep[]): SnapshotMessage {
  const { current: run, totals, settings } = runs
  const fold = run?.fold
  const roundTripUs = (share: number) => fold?.roundTripUs(share) ?? null
  return {
    type: "snapshot",
    sequence: run?.sequence ?? 0,
    atMs: runs.nowUnixMs,
    totals,
    unseen: fold?.unseen ?? 0,
    stale: fold?.stale ?? 0,
    requeued: fold?.requeued ?? 0,
    receivedPerSecond: fold?.receivedPerSecond ?? 0,
    returnedPerSecond: fold?.returnedPerSecond ?? 0,
    roundTripUs: { p50: roundTripUs(0.5), p95: roundTripUs(0.95), p99: roundTripUs(0.99) },
    knownAt: run?.knownAt ?? 0,
    silentMs: Math.round(link.silentMs),
    faults: [...runs.faults],
    ...(runs.trouble === undefined ? {} : { trouble: runs.trouble }),
    missed: fold?.missed ?? 0,
    settings,
    ...(runs.watched === undefined ? {} : { watched: runs.watched }),
    steps,
  }
}
