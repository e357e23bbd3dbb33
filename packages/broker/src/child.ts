import { Socket } from "node:net"
import { answerCall, type Handlers } from "@zmqscope/protocol"
import { Broker } from "./broker.js"
import type { BrokerCalls, BrokerFailure } from "./calls.js"
import type { BrokerOptions } from "./options.js"
import { TapPipe } from "./tap-pipe.js"

/** The broker's own process: options as JSON in argv, calls over IPC, what happened on fd 4. */
const TAP_FD = 4

async function main(): Promise<void> {
  const options: BrokerOptions = JSON.parse(process.argv[2] ?? "{}")
  const pipe = new TapPipe(new Socket({ fd: TAP_FD, readable: false, writable: true }))
  const broker = await Broker.start(options, () => pipe.pending())
  pipe.open(broker.tap)
  const handlers: Handlers<BrokerCalls> = {
    configure: (patch) => broker.configure(patch),
    disconnectWorker: ({ index }) => {
      broker.disconnectWorker(index)
      return null
    },
    drainWorker: async ({ index }) => {
      await broker.drainWorker(index)
      return null
    },
    frames: ({ envelope }) => broker.frames(envelope),
    shutdown: async ({ deadlineMs }) => {
      await broker.stop(deadlineMs)
      await pipe.end()
      return null
    },
  }
  process.on("message", (message) => {
    void answerCall<BrokerCalls>(handlers, message, (answer) => process.send?.(answer))
  })
}

// Without its parent a broker has nobody to show anything to, and would hold the ports.
process.on("disconnect", () => process.exit(0))

try {
  await main()
} catch (error) {
  const { code, address } = Object.assign({ code: "", address: "" }, error)
  const message = error instanceof Error ? error.message : String(error)
  const failure: BrokerFailure = { type: "failed", code, endpoint: address, message }
  process.send?.(failure, () => process.exit(1))
}
