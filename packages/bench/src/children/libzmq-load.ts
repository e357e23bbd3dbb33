import { setTimeout as wait } from "node:timers/promises"
import { Reply, Request } from "zeromq"
import { serveCalls } from "../child-process.js"
import { RoundTrips } from "../raw/round-trips.js"
import type { LoadCalls } from "./load.js"

/** As `load`, of libzmq's own REQ and REP through zeromq.js: what people run. In lock-step alone. */
const REPLY_TIMEOUT_MS = 30_000

const roundTrips = new RoundTrips()
let asking = new AbortController()
let workers: Reply[] = []
/** Each ends when its client has had the reply after which it asks no more. */
let clients: Promise<void>[] = []

serveCalls<LoadCalls>({
  start: async ({ frontend, backend, bytes, perSecond, ...count }) => {
    if (perSecond !== undefined) throw new Error("peers of libzmq are a load in lock-step alone")
    asking = new AbortController()
    workers = Array.from({ length: count.workers }, () => new Reply({ linger: 0 }))
    for (const worker of workers) void echo(worker, backend)
    roundTrips.begin(performance.now())
    const body = Buffer.alloc(bytes, "x")
    clients = Array.from({ length: count.clients }, () => ask(frontend, body, asking.signal))
    return null
  },
  begin: () => {
    roundTrips.begin(performance.now())
    return null
  },
  figures: () => roundTrips.figures(performance.now()),
  stop: async () => {
    asking.abort()
    let left = clients.length
    for (const client of clients) {
      void client.then(() => {
        left -= 1
      })
    }
    await Promise.race([Promise.all(clients), wait(REPLY_TIMEOUT_MS)])
    for (const worker of workers) worker.close()
    return { unanswered: left }
  },
})

async function ask(endpoint: string, body: Buffer, signal: AbortSignal): Promise<void> {
  const client = new Request({ linger: 0 })
  client.connect(endpoint)
  while (!signal.aborted) {
    const askedAt = performance.now()
    roundTrips.asked += 1
    await client.send(body)
    await client.receive()
    roundTrips.add(askedAt, performance.now())
  }
  client.close()
}

async function echo(worker: Reply, endpoint: string): Promise<void> {
  worker.connect(endpoint)
  for await (const frames of worker) await worker.send(frames)
}
