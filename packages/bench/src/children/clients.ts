import { Request } from "zeromq"
import { serveCalls } from "../child-process.js"

/** REQ clients in lock-step: each sends `Hello`, awaits the reply, and sends again. */
export type ClientsCalls = {
  start: { params: { endpoint: string; count: number }; result: null }
  /** Round trips since the start, and this process's clock, milliseconds. */
  count: { params: null; result: { roundTrips: number; atMs: number } }
  /** Lets each finish its round trip and closes it. */
  stop: { params: null; result: null }
}

/** A reply that takes longer is taken for lost, which ends the measurement. */
const REPLY_TIMEOUT_MS = 30_000

const state = { roundTrips: 0, isStopping: false }
let running: Promise<unknown> = Promise.resolve()

serveCalls<ClientsCalls>({
  start: ({ endpoint, count }) => {
    Object.assign(state, { roundTrips: 0, isStopping: false })
    running = Promise.all(Array.from({ length: count }, () => ask(endpoint)))
    return null
  },
  count: () => ({ roundTrips: state.roundTrips, atMs: performance.now() }),
  stop: async () => {
    state.isStopping = true
    await running
    return null
  },
})

async function ask(endpoint: string): Promise<void> {
  const socket = new Request({ linger: 0, receiveTimeout: REPLY_TIMEOUT_MS })
  socket.connect(endpoint)
  while (!state.isStopping) {
    await socket.send("Hello")
    await socket.receive()
    state.roundTrips += 1
  }
  socket.close()
}
