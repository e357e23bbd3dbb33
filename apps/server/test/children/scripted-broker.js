/** A broker's process that does, by the host it is to listen on, what a real one should never do. */
import { writeSync } from "node:fs"
import {
  answerCall,
  EMPTY_TOTALS,
  encodeBatch,
  encodePipeFrame,
  RECORD_BYTES,
  writeRecord,
} from "@zmqscope/protocol"

const TAP_FD = 4

/** @type {import("@zmqscope/protocol").BrokerSettings} */
let settings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}

/** @param {object} message */
function say(message) {
  write("text", Buffer.from(JSON.stringify(message)))
}

/**
 * @param {"text" | "binary"} opcode
 * @param {Uint8Array} payload
 */
function write(opcode, payload) {
  writeSync(TAP_FD, encodePipeFrame(opcode, payload))
}

function hello() {
  say({
    type: "broker",
    run: `run of ${process.pid}`,
    epochUnixUs: performance.timeOrigin * 1000,
    frontend: "tcp://127.0.0.1:1001",
    backend: "tcp://127.0.0.1:1002",
    engine: "zmtp",
    notifies: true,
    capabilities: ["deal", "pause", "drain", "requeue"],
    settings,
  })
}

/**
 * One request that arrives.
 * @param {number} sequence
 */
function receive(sequence) {
  const record = new DataView(new ArrayBuffer(RECORD_BYTES))
  const [client, worker, sizeBytes, attempt] = [0, 0xffffffff, 1, 0]
  const at = performance.now() * 1000
  const received = { at, envelope: sequence + 1, client, worker, sizeBytes, attempt }
  writeRecord(record, 0, { ...received, kind: "received", cause: null })
  write("binary", encodeBatch(sequence, new Uint8Array(record.buffer)))
}

/**
 * @param {number} sequence
 * @param {object[]} workers
 */
function checkpoint(sequence, workers = []) {
  say({
    type: "checkpoint",
    sequence,
    at: performance.now() * 1000,
    totals: { ...EMPTY_TOTALS, received: sequence, waiting: sequence },
    unseen: 0,
    stale: 0,
    requeued: 0,
    clients: [],
    workers,
    settings,
  })
}

/** @param {number} number */
function notice(number) {
  const [text, advice] = ["It speaks HTTP.", "Open the dashboard's port."]
  const peer = { side: "frontend", address: "10.0.0.7:999", name: null }
  const at = performance.now() * 1000
  say({
    type: "notice",
    notice: { number, at, kind: "not-zmtp", ...peer, text, advice, count: 1 },
  })
}

/** @param {string} address */
function workerAt(address) {
  return { index: 3, name: "w", socketType: "REP", address, outstanding: 0, served: 0 }
}

/** @typedef {import("@zmqscope/broker").BrokerFailure} BrokerFailure */

function well() {
  hello()
  checkpoint(0)
  return null
}

/** @returns {BrokerFailure} */
function busy() {
  return { code: "EADDRINUSE", endpoint: "tcp://127.0.0.1:1001", message: "in use" }
}

/** @type {Record<string, (options: import("@zmqscope/broker").BrokerOptions) => Promise<null> | BrokerFailure | null>} */
const SCRIPTS = {
  /** Never answers `start`. */
  deaf: () => new Promise(() => {}),
  /** Answers, and says nothing. */
  mute: () => null,
  busy,
  well,
  /** Starts, and when it is started again on the ports that it took, somebody else has them. */
  robbed: (options) => (options.frontendPort === 0 ? well() : busy()),
  /** Among what can be understood, a message and a batch that cannot; the batch held one record. */
  garbled: () => {
    hello()
    receive(0)
    say({ type: "gossip" })
    receive(1)
    write("binary", new Uint8Array(7))
    receive(3)
    checkpoint(4)
    return null
  },
  /** Frames that nobody can find the beginning of. */
  unframed: () => {
    hello()
    // After what can be read has been.
    setTimeout(() => writeSync(TAP_FD, Buffer.alloc(64, 0xff)), 100)
    return null
  },
  noticing: () => {
    hello()
    notice(1)
    notice(2)
    return null
  },
  /** A worker leaves and another comes under its index, and neither is told. */
  forgetful: () => {
    hello()
    const worker = workerAt("10.0.0.1:1")
    say({ type: "worker", event: "joined", at: performance.now() * 1000, worker })
    checkpoint(0, [worker])
    return null
  },
}

/** @typedef {import("@zmqscope/broker").BrokerCalls} BrokerCalls */

/** @type {import("@zmqscope/protocol").Handlers<Omit<BrokerCalls, "drainWorker" | "disconnectClient" | "frames" | "lastHeard" | "searchBodies">>} */
const handlers = {
  start: (options) => {
    settings = options.settings
    return SCRIPTS[options.host]?.(options) ?? null
  },
  /** Answers before the stream has told of it, which still tells what was before. */
  configure: (patch) => {
    checkpoint(0)
    const after = { ...settings, ...patch }
    setTimeout(() => {
      checkpoint(0)
      settings = after
      checkpoint(0)
    }, 50)
    return after
  },
  /** The worker that is asked for is gone, and another is there under its index. */
  disconnectWorker: () => {
    say({ type: "gap", missed: 2, sequence: 2 })
    checkpoint(2, [workerAt("10.0.0.2:2")])
    return null
  },
  shutdown: () => null,
}

process.on("message", (message) => {
  void answerCall(handlers, message, (answer) => void process.send?.(answer))
})
process.on("disconnect", () => process.exit(0))
