import type { Envelope } from "@zmqscope/protocol"

/** An envelope that has just arrived, for tests. */
export function waitingRow(over: Partial<Envelope> = {}): Envelope {
  return {
    number: 1,
    client: 4,
    worker: null,
    state: "waiting",
    sizeBytes: 5,
    replySizeBytes: null,
    attempt: 0,
    earlierAttempts: [],
    behind: 0,
    receivedAt: 1000,
    handedAt: null,
    dealtAt: null,
    serviceStartAt: null,
    repliedAt: null,
    endedAt: null,
    cause: null,
    ...over,
  }
}

/** One that went the whole way: 100 us waiting, 100 in the DEALER, 300 backlog, 1000 service, 100 return. */
export function returnedRow(over: Partial<Envelope> = {}): Envelope {
  const { receivedAt = 1000 } = over
  return waitingRow({
    state: "returned",
    worker: 2,
    replySizeBytes: 7,
    handedAt: receivedAt + 100,
    dealtAt: receivedAt + 200,
    serviceStartAt: receivedAt + 500,
    repliedAt: receivedAt + 1500,
    endedAt: receivedAt + 1600,
    ...over,
  })
}

/** An attempt that ended with its worker: dealt at once, if at all. */
export function earlierAttempt(worker: number | null, dealtAt: number | null, requeuedAt: number) {
  const steps = { handedAt: dealtAt, dealtAt, repliedAt: null, requeuedAt }
  return { worker, ...steps, cause: "left" as const }
}

/** Each client a REQ on one machine, each worker a REP on another; worker 2 is silent. */
export const PEERS = {
  client: (index: number) => `client-${index}`,
  worker: (index: number) => `worker-${index}`,
  fact: (key: "address" | "type", side: "client" | "worker", index: number) => {
    if (key === "type") return side === "client" ? "REQ" : "REP"
    return `10.0.0.${side === "client" ? 1 : 2}:${index}`
  },
  isSilent: (worker: number) => worker === 2,
}

/** The envelope with number 77 holds `hello`. */
export const BODIES = {
  version: 0,
  has: (text: string, number: number) => text === "hello" && number === 77,
}
