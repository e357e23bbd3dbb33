import { type EnvelopeRecord, type Kind, NO_WORKER } from "@zmqscope/protocol"
import { seededRandom } from "./random.js"

interface Live {
  readonly number: number
  readonly client: number
  state: "waiting" | "unseen" | "at-worker" | "replied"
  worker: number
  attempt: number
}

const CLIENTS = 12
const WORKERS = 5

/**
 * For tests: what a broker could write within `lengthMs`, about a record each millisecond: bursts,
 * backlogs, workers that go with what they have, clients that go before or after the dealing.
 */
export function storm(seed: number, lengthMs: number): readonly EnvelopeRecord[] {
  const random = seededRandom(seed)
  const records: EnvelopeRecord[] = []
  const live: Live[] = []
  let at = 1000
  let number = 0
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  const write = (kind: Kind, one: Pick<Live, "number" | "client" | "worker" | "attempt">) =>
    records.push({
      kind,
      at,
      envelope: one.number,
      client: one.client,
      worker: one.worker,
      sizeBytes: 64,
      attempt: one.attempt,
      cause: null,
    })
  const end = (one: Live, kind: Kind) => {
    write(kind, one)
    live.splice(live.indexOf(one), 1)
  }
  const receive = () => {
    number += 1
    const client = Math.floor(random() * CLIENTS)
    const one: Live = { number, client, state: "waiting", worker: NO_WORKER, attempt: 0 }
    live.push(one)
    write("received", one)
  }
  const goOn = (one: Live) => {
    switch (one.state) {
      case "waiting":
        one.state = "unseen"
        write("handed", one)
        return
      case "unseen":
        one.state = "at-worker"
        one.worker = Math.floor(random() ** 2 * WORKERS)
        write("dealt", one)
        return
      case "at-worker":
        one.state = "replied"
        write("replied", one)
        return
      case "replied":
        end(one, random() < 0.05 ? "undeliverable" : "returned")
        return
    }
  }
  const loseWorker = () => {
    const worker = Math.floor(random() * WORKERS)
    for (const one of live.filter((each) => each.state === "at-worker" && each.worker === worker)) {
      if (random() < 0.5) end(one, "lost")
      else {
        write("requeued", one)
        one.state = "waiting"
        one.worker = NO_WORKER
        one.attempt += 1
      }
    }
  }
  while (at < lengthMs * 1000) {
    at += random() < 0.01 ? random() * 60_000 : random() * 1800
    const draw = random()
    const one = pick(live)
    if (draw < 0.28 || one === undefined) receive()
    else if (draw < 0.285) loseWorker()
    else if (draw < 0.3 && one.state === "waiting") end(one, draw < 0.295 ? "expired" : "shed")
    else goOn(one)
  }
  return records
}
