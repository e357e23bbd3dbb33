import { expect, test } from "vitest"
import { eventually } from "../src/eventually.js"
import { startPlainProxy } from "../src/plain-proxy.js"
import { type PythonPeer, spawnPython } from "../src/python-peers.js"

/** The requests a worker has told of so far. */
function served(worker: PythonPeer): number {
  return worker.lines.filter((line) => line.event === "request").length
}

test("Hello ten times is answered World ten times", async () => {
  await using proxy = await startPlainProxy()
  await using worker = await spawnPython("rep_worker.py", [proxy.backend, "--count", 10])
  await using client = await spawnPython("req_client.py", [proxy.frontend])

  expect(await client.exited).toEqual({ code: 0, signal: null, stderr: "" })
  expect(await worker.exited).toEqual({ code: 0, signal: null, stderr: "" })
  const replies = client.lines.filter((line) => line.event === "reply")
  expect(replies.map((line) => line["text"])).toEqual(Array.from({ length: 10 }, () => "World"))
  expect(worker.lines.at(-1)).toEqual({ event: "done", served: 10 })
})

test.each([
  { name: "frames that are empty", args: ["--frames", "5,0,7"] },
  { name: "an empty body", args: ["--frames", "0"] },
  { name: "10 MB", args: ["--frames", "10000000", "--count", 2] },
  { name: "REQ_CORRELATE and REQ_RELAXED", args: ["--frames", "9", "--correlate", "--relaxed"] },
])("a client checks echoes: $name", async ({ args }) => {
  await using proxy = await startPlainProxy()
  await using worker = await spawnPython("rep_worker.py", [proxy.backend, "--echo"])
  await using client = await spawnPython("req_client.py", [proxy.frontend, ...args])
  expect(await client.exited).toEqual({ code: 0, signal: null, stderr: "" })
  const replies = client.lines.filter((line) => line.event === "reply").length
  await eventually(() => served(worker) === replies, "as many requests as replies")
})

test("a client that expects an echo fails on any other reply", async () => {
  await using proxy = await startPlainProxy()
  await using worker = await spawnPython("rep_worker.py", [proxy.backend])
  await using client = await spawnPython("req_client.py", [proxy.frontend, "--frames", "9"])
  expect((await client.exited).code).toBe(1)
  expect(client.lines.at(-1)).toEqual({ event: "done", sent: 10, replies: 10, identical: 0 })
  await eventually(() => served(worker) === 10, "ten requests at the worker")
})

test("a DEALER client pipelines over two workers and gets each reply once", async () => {
  await using proxy = await startPlainProxy()
  await using first = await spawnPython("rep_worker.py", [proxy.backend, "--echo"])
  await using second = await spawnPython("rep_worker.py", [proxy.backend, "--echo"])
  const args = [proxy.frontend, "--count", 100, "--frames", "32,0"]
  await using client = await spawnPython("dealer_client.py", args)
  expect(await client.exited).toEqual({ code: 0, signal: null, stderr: "" })
  expect(client.lines.at(-1)).toEqual({
    event: "done",
    sent: 100,
    replies: 100,
    identical: 100,
    unknown: 0,
  })
  await eventually(() => served(first) + served(second) === 100, "each request at one worker")
})

test("a stopped process is killed when it is disposed", async () => {
  await using proxy = await startPlainProxy()
  const worker = await spawnPython("rep_worker.py", [proxy.backend])
  await eventually(() => worker.lines.some((line) => line.event === "ready"), "a ready worker")
  worker.signal("SIGSTOP")
  await worker[Symbol.asyncDispose]()
  expect(await worker.exited).toMatchObject({ code: null, signal: "SIGKILL" })
})
