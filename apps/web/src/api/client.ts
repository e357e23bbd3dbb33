import type { InspectedEnvelope, Past, PastEnvelopes } from "@zmqscope/model"
import type {
  BodyFindings,
  BrokerPatch,
  Brokers,
  Client,
  ClientBehaviour,
  ClientDetails,
  ClientPatch,
  History,
  LoggedEvent,
  NamedEnvelope,
  Notice,
  Race,
  RaceAction,
  RaceOrder,
  Scene,
  Sweep,
  SweepOrder,
  Theory,
  Trial,
  Worker,
  WorkerBehaviour,
  WorkerDetails,
  WorkerPatch,
} from "@zmqscope/protocol"
import { ApiError } from "./problem.js"

export type PeerKind = "client" | "worker"
export type Behaviour = ClientBehaviour | WorkerBehaviour

interface Order {
  readonly count: number
  readonly behaviour?: Behaviour
}

/** A broker that a scene is played on, which goes when it is not heard of for a while. */
export interface Stage {
  readonly broker: string
  readonly leaseMs: number
}

/** `drain` begins it; the worker's state tells how it goes on. */
export type Removal = "kill" | "stop" | "drain"

/** Twice the charts' shortest window, for a frozen view to stand on. */
const FINE_MS = 120_000

/** What the server tells of at once. */
const PAGE = 1000
/** Pages asked for of one span. */
const MAX_PAGES = 10

export type Fetch = (path: string, init: RequestInit) => Promise<Response>

/** The server's REST calls that the page makes. Each rejects with ApiError. */
export class ApiClient implements Past {
  readonly #fetch: Fetch

  constructor(fetcher: Fetch) {
    this.#fetch = fetcher
  }

  /**
   * The last hour: in steps of a second, and from `FINE_MS` before its end in steps of 100 ms, which
   * only the charts' shortest window draws.
   */
  async history(): Promise<History> {
    const hour = await this.#get<History>("/api/history?resolution=1000")
    const last = hour.steps.at(-1)
    if (last === undefined) return this.#get<History>("/api/history?resolution=100")
    const since = last.startMs - FINE_MS
    const fine = await this.#get<History>(`/api/history?resolution=100&since=${since}`)
    const coarse = hour.steps.filter((step) => step.startMs < since)
    return { ...hour, steps: [...coarse, ...fine.steps], markers: hour.markers }
  }

  /** The last thousand to arrive, and all that have not ended; one that is both is told of twice. */
  async recentEnvelopes(): Promise<NamedEnvelope[]> {
    const paths = ["/api/envelopes?limit=1000", "/api/envelopes?outcome=live"]
    return (await Promise.all(paths.map((path) => this.#get<NamedEnvelope[]>(path)))).flat()
  }

  async envelopesIn(
    sinceMs: number,
    untilMs: number,
    unixMs: (at: number) => number,
  ): Promise<PastEnvelopes> {
    const rows = new Map<number, NamedEnvelope>()
    let until = untilMs
    let isCut = true
    for (let page = 0; page < MAX_PAGES && isCut; page += 1) {
      const path = `/api/envelopes?since=${sinceMs}&until=${until}&limit=${PAGE}`
      const told = await this.#get<NamedEnvelope[]>(path)
      const before = rows.size
      for (const row of told) rows.set(row.number, row)
      until = Math.min(until, ...told.map(({ receivedAt }) => unixMs(receivedAt)))
      isCut = told.length === PAGE && rows.size > before
    }
    type Kept = Omit<PastEnvelopes, "rows" | "isCut">
    const { envelopes } = await this.#get<{ envelopes: Kept }>("/api/status")
    return { rows: [...rows.values()], isCut, ...envelopes }
  }

  /** What is left of the last hour from a time on, Unix milliseconds, in steps of a second. */
  historySince = (sinceMs: number) =>
    this.#get<History>(`/api/history?resolution=1000&since=${sinceMs}`)
  /** Which envelopes with a higher number hold a text in their bodies, the latest of them. */
  searchBodies = (text: string, after: number) =>
    this.#get<BodyFindings>(`/api/bodies?contains=${encodeURIComponent(text)}&after=${after}`)
  envelope = (number: number) => this.#get<InspectedEnvelope>(`/api/envelopes/${number}`)
  /** All that is known of a live client. */
  client = (name: string) => this.#get<ClientDetails>(peerPath("client", name))
  worker = (name: string) => this.#get<WorkerDetails>(peerPath("worker", name))
  /** Every broker of the server, in a row each. */
  brokers = async () => (await this.#get<Brokers>("/api/brokers")).brokers
  /** The log of events: the latest that match, before a number where one is given. */
  events = (filter: string, before: number | null, limit: number) => {
    const page = {
      filter,
      limit: String(limit),
      ...(before !== null && { before: String(before) }),
    }
    return this.#get<LoggedEvent[]>(`/api/events?${new URLSearchParams(page)}`)
  }
  /** What the broker has told that somebody should know of. */
  notices = () => this.#get<Notice[]>("/api/notices")
  /** What was measured between changes, oldest first. */
  trials = () => this.#get<Trial[]>("/api/trials")

  theory = () => this.#get<Theory>("/api/theory")

  /** The last sweeps, the newest first. */
  sweeps = () => this.#get<Sweep[]>("/api/sweeps")
  sweep = (number: number) => this.#get<Sweep>(`/api/sweeps/${number}`)
  startSweep = (order: SweepOrder) => this.#call<Sweep>("POST", "/api/sweeps", order)
  /** Resolves when nothing more is asked for. */
  cancelSweep = (number: number) => this.#call("DELETE", `/api/sweeps/${number}`)

  /** The last races, the oldest first. */
  races = () => this.#get<Race[]>("/api/races")
  race = (number: number) => this.#get<Race>(`/api/races/${number}`)
  startRace = (order: RaceOrder) => this.#call<Race>("POST", "/api/races", order)
  /** Does the same to each of its lanes. */
  actOnRace = (number: number, action: RaceAction) =>
    this.#call("POST", `/api/races/${number}/actions`, action)
  /** Resolves when its brokers have gone. */
  cancelRace = (number: number) => this.#call("DELETE", `/api/races/${number}`)

  scenes = () => this.#get<Scene[]>("/api/scenes")
  /** A broker for a scene, with nobody on it. */
  openStage = () => this.#call<Stage>("POST", "/api/stages")
  /** The scene on it is still played. */
  renewStage = (broker: string) => this.#call("PUT", `/api/stages/${broker}`)
  /** Ends it; asked as the page goes, too. */
  closeStage = (broker: string) =>
    this.#call("DELETE", `/api/stages/${broker}`, undefined, { keepalive: true })

  patchBroker = (patch: BrokerPatch) => this.#call("PATCH", "/api/broker", patch)
  spawn = (kind: PeerKind, order: Order) =>
    this.#call<(Client | Worker)[]>("POST", `/api/${kind}s`, order)
  change = (kind: PeerKind, name: string, patch: ClientPatch | WorkerPatch) =>
    this.#call("PATCH", peerPath(kind, name), patch)
  remove = (kind: PeerKind, name: string, mode: Removal) =>
    this.#call("DELETE", `${peerPath(kind, name)}?mode=${mode}`)

  #get<T>(path: string): Promise<T> {
    return this.#call<T>("GET", path)
  }

  async #call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    options: Pick<RequestInit, "keepalive"> = {},
  ): Promise<T> {
    const init: RequestInit = { method, ...options }
    if (body !== undefined) {
      init.headers = { "content-type": "application/json" }
      init.body = JSON.stringify(body)
    }
    const answer = await this.#fetch(path, init).catch((cause: unknown) => {
      throw ApiError.unreachable(cause)
    })
    const text = await answer.text()
    const value = parseJson(text)
    if (!answer.ok) throw ApiError.fromAnswer(answer.status, value)
    // The server's schemas are the page's own (packages/protocol), and it checks what it sends.
    return value as T
  }
}

function peerPath(kind: PeerKind, name: string): string {
  return `/api/${kind}s/${encodeURIComponent(name)}`
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
