import { DEFAULT_LIMITS, Pump, SharedDealer } from "@zmqscope/broker"
import { serveCalls } from "../child-process.js"
import type { PlainPumpCalls } from "./plain-pump.js"

const AWAITS_OF_DEALING = 4

/**
 * zmqscope's own pump and nothing around it: workers connect to its DEALER themselves, and nobody
 * reads its records.
 */
const options = { host: "127.0.0.1", limits: DEFAULT_LIMITS }
const pump = new Pump(
  options,
  { record: () => {} },
  { clientJoined: () => {}, clientLeft: () => {} },
)
const dealer = await SharedDealer.create(
  "tcp://127.0.0.1:*",
  DEFAULT_LIMITS.messageBytes,
  (frames) => void takeReply(frames),
)
// Without legs nobody tells when a worker comes: it is asked until one takes a request.
dealer.workerJoined()
pump.dispatch.dealing = dealer
await pump.front.bind("tcp://127.0.0.1:*")
pump.start()
const { address } = await dealer.portForNext()

/**
 * A reply may be here before its request's sending, some awaits deep, has been told to the ledger.
 * On its way over a leg it would be a turn of the event loop behind.
 */
async function takeReply(frames: Buffer[]): Promise<void> {
  for (let hop = 0; hop < AWAITS_OF_DEALING; hop += 1) await Promise.resolve()
  pump.takeReply(frames)
}

serveCalls<PlainPumpCalls>({
  endpoints: () => {
    if (!("port" in address)) throw new Error("the DEALER has no port to connect to")
    return { frontend: pump.front.endpoint, backend: `tcp://${address.host}:${address.port}` }
  },
})
