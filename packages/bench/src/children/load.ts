import { setTimeout as wait } from "node:timers/promises"
import { type Message, Outboxes } from "@zmqscope/zmtp"
import { serveCalls } from "../child-process.js"
import { RawClients } from "../raw/raw-clients.js"
import { RawPeer } from "../raw/raw-peer.js"
import { type RoundTripFigures, RoundTrips } from "../raw/round-trips.js"

/** REQ clients and REP workers that echo, all in one process: that costs less than two. */
export type LoadCalls = {
  /** Resolves when all have connected, and the clients ask. */
  start: { params: LoadShape & { frontend: string; backend: string }; result: null }
  /** A window of measurement begins. */
  begin: { params: null; result: null }
  /** What the window has had so far. */
  figures: { params: null; result: RoundTripFigures }
  /** Asks no more, waits for the replies that are due, and leaves; answers how many never came. */
  stop: { params: null; result: { unanswered: number } }
}

export interface LoadShape {
  readonly clients: number
  readonly workers: number
  /** Of each body. */
  readonly bytes: number
  /** Requests of all clients a second; lock-step, as fast as replies come, when left out. */
  readonly perSecond?: number
}

/** A reply that takes longer is taken for lost. */
const REPLY_TIMEOUT_MS = 30_000
const POLL_MS = 5

const roundTrips = new RoundTrips()
const outboxes = new Outboxes()
let workers: RawPeer[] = []
let clients = new RawClients(0, roundTrips)

serveCalls<LoadCalls>({
  start: async ({ frontend, backend, bytes, perSecond, ...count }) => {
    workers = Array.from({ length: count.workers }, () => echo(backend))
    await Promise.all(workers.map(({ ready }) => ready))
    clients = new RawClients(bytes, roundTrips)
    await clients.connect(frontend, count.clients, outboxes)
    roundTrips.begin(performance.now())
    if (perSecond === undefined) clients.startLockStep()
    else clients.startPaced(perSecond)
    return null
  },
  begin: () => {
    roundTrips.begin(performance.now())
    return null
  },
  figures: () => roundTrips.figures(performance.now()),
  stop: async () => {
    clients.stop()
    const deadline = performance.now() + REPLY_TIMEOUT_MS
    while (clients.waiting > 0 && performance.now() < deadline) await wait(POLL_MS)
    const unanswered = clients.waiting
    await clients.leave()
    await Promise.all(workers.map((worker) => worker.leave()))
    return { unanswered }
  },
})

function echo(endpoint: string): RawPeer {
  const worker: RawPeer = new RawPeer(endpoint, "REP", outboxes, (message: Message) =>
    worker.send(message.parts),
  )
  return worker
}
