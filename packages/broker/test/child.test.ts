import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { fileURLToPath } from "node:url"
import { Caller } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import { expect, onTestFinished, test } from "vitest"
import { Reply, Request } from "zeromq"
import {
  type BrokerCalls,
  type BrokerOptions,
  DEFAULT_LIMITS,
  DEFAULT_SETTINGS,
} from "../src/index.js"
import { ENGINE, ENGINE_HAS } from "./engine.js"
import { serve } from "./peers.js"
import { TapReader } from "./tap-reader.js"
import { addressOf } from "./zmtp-peer.js"

const OPTIONS: BrokerOptions = {
  engine: ENGINE,
  host: "127.0.0.1",
  frontendPort: 0,
  backendPort: 0,
  seed: 1,
  settings: DEFAULT_SETTINGS,
  limits: DEFAULT_LIMITS,
}

function forkBroker(options: BrokerOptions | undefined, env: NodeJS.ProcessEnv = {}) {
  const child = fork(fileURLToPath(import.meta.resolve("@zmqscope/broker/child")), {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc", "pipe"],
  })
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL")
      await once(child, "exit")
    }
  })
  const tap = child.stdio[4]
  if (!(tap instanceof Readable)) throw new Error("the tap is a pipe")
  const reader = new TapReader()
  tap.on("data", (chunk: Buffer) => reader.push(chunk))
  const caller = new Caller<BrokerCalls>((message) => child.send(message))
  child.on("message", (message) => caller.accept(message))
  return {
    child,
    tap,
    reader,
    caller,
    started: options && caller.call("start", options),
    exited: exitOf(child),
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  await once(child, "exit")
  return child.exitCode
}

async function helloOf(reader: TapReader) {
  return eventually(() => {
    const [first] = reader.messages
    return first?.type === "broker" && first
  }, "the broker's hello")
}

test("it says hello first, tells what happens on its pipe and answers calls", async () => {
  const { reader, caller } = forkBroker(OPTIONS)
  const { frontend, backend, notifies, settings } = await helloOf(reader)
  expect({ notifies, settings }).toEqual({ notifies: true, settings: DEFAULT_SETTINGS })
  const [client, worker] = [new Request({ linger: 0 }), new Reply({ linger: 0 })]
  onTestFinished(() => {
    client.close()
    worker.close()
  })
  client.connect(frontend)
  worker.connect(backend)
  void serve(worker)
  await client.send("Hello")
  expect(String(await client.receive())).toBe("Hello")
  await eventually(
    () => reader.records.some((record) => record.kind === "returned"),
    "the record of the return",
  )
  const frames = await caller.call("frames", { envelope: 1 })
  expect(frames?.request.map((frame) => frame.sizeBytes)).toEqual([5, 0, 5])
  expect(await caller.call("frames", { envelope: 2 })).toBeNull()
  expect(await caller.call("configure", { paused: true })).toMatchObject({ paused: true })
  await expect(caller.call("disconnectWorker", { index: 9 })).rejects.toMatchObject({
    code: "unknown-worker",
  })
  await expect(caller.call("drainWorker", { index: 9 })).rejects.toMatchObject({
    code: "unknown-worker",
  })
  expect(await caller.call("disconnectWorker", { index: 0 })).toBeNull()
})

test("it shuts down with its last figures told, and goes with its channel", async () => {
  const { child, tap, reader, caller, exited } = forkBroker(OPTIONS)
  await helloOf(reader)
  const ended = once(tap, "end")
  expect(await caller.call("shutdown", { deadlineMs: 0 })).toBeNull()
  await ended
  expect(reader.messages.at(-1)).toMatchObject({ type: "checkpoint" })
  child.disconnect()
  expect(await exited).toBe(0)
})

test("it ends when its parent's channel goes, and leaves nothing behind", async () => {
  const temporary = await mkdtemp(join(tmpdir(), "zmqscope-test-"))
  onTestFinished(() => rm(temporary, { recursive: true, force: true }))
  const { child, reader, exited } = forkBroker(OPTIONS, { TMPDIR: temporary })
  await helloOf(reader)
  expect(await readdir(temporary)).toHaveLength(ENGINE_HAS.hasPrivateSockets ? 1 : 0)
  child.disconnect()
  expect(await exited).toBe(0)
  expect(await readdir(temporary)).toEqual([])
})

test("it refuses calls before its start", async () => {
  const { caller } = forkBroker(undefined)
  await expect(caller.call("frames", { envelope: 1 })).rejects.toMatchObject({
    code: "not-started",
  })
})

test("a port that is in use is reported, with its endpoint", async () => {
  const first = forkBroker(OPTIONS)
  const { frontend } = await helloOf(first.reader)
  const frontendPort = addressOf(frontend).port
  const second = forkBroker({ ...OPTIONS, frontendPort })
  expect(await second.started).toEqual({
    code: "EADDRINUSE",
    endpoint: frontend,
    message: expect.stringMatching(/in use/i),
  })
})
