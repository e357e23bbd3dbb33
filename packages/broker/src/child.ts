import { Socket } from "node:net"
import { answerCall, CallError, type Handlers, reasonOf } from "@zmqscope/protocol"
import { AttachedBroker } from "./attach/attached-broker.js"
import { Broker } from "./broker.js"
import type { BrokerCalls, BrokerFailure } from "./calls.js"
import type { BrokerOptions } from "./options.js"
import type { Scope } from "./scope.js"
import { TapPipe } from "./tap-pipe.js"

/** The broker's own process: calls over IPC, `start` first, and what happens on fd 4. */
const TAP_FD = 4

const pipe = new TapPipe(new Socket({ fd: TAP_FD, readable: false, writable: true }))
let started: Scope | undefined

function running(): Scope {
  if (started === undefined) throw new CallError("not-started", "the broker has not started")
  return started
}

const handlers: Handlers<BrokerCalls> = {
  start: async (options) => {
    try {
      started = await startScope(options)
      return null
    } catch (error) {
      return failureOf(error)
    }
  },
  configure: (patch) => running().configure(patch),
  disconnectWorker: ({ index }) => {
    running().disconnectWorker(index)
    return null
  },
  disconnectClient: ({ index }) => {
    running().disconnectClient(index)
    return null
  },
  drainWorker: ({ index }) => running().drainWorker(index),
  lastHeard: ({ kind, index }) => running().lastHeard(kind, index),
  frames: ({ envelope }) => running().frames(envelope),
  searchBodies: (query) => running().searchBodies(query),
  shutdown: async ({ deadlineMs }) => {
    await running().stop(deadlineMs)
    await pipe.end()
    return null
  },
}

async function startScope(options: BrokerOptions): Promise<Scope> {
  const pending = () => pipe.pending()
  const { target } = options
  const scope =
    target === undefined
      ? await Broker.start(options, pending)
      : await AttachedBroker.start({ ...options, target }, pending)
  pipe.open(scope.tap)
  return scope
}

function failureOf(error: unknown): BrokerFailure {
  const { code, address } = Object.assign({ code: "", address: "" }, error)
  return { code, endpoint: address, message: reasonOf(error) }
}

process.on("message", (message) => {
  void answerCall<BrokerCalls>(handlers, message, (answer) => {
    process.send?.(answer, undefined, undefined, () => {})
  })
})
// What a terminal sends to all at once (Ctrl+C, hanging up) is the server's to act on: it ends its
// children in order.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {})
// Without its parent a broker has nobody to show anything to, and would hold the ports.
process.on("disconnect", () => process.exit(0))
