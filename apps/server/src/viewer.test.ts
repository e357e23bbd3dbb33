import { NO_CLIENT, NO_WORKER, Records } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { SHORT_LIST } from "./shown-lists.js"
import type { SnapshotFrame } from "./snapshots.js"
import { messageFrame, recordsFrame, type StreamFrame } from "./stream-frame.js"
import {
  CUT_BYTES,
  DROP_AFTER_MS,
  DROP_BYTES,
  RESUME_BYTES,
  Viewer,
  type ViewerSocket,
} from "./viewer.js"

class FakeSocket implements ViewerSocket {
  bufferedAmount = 0
  readonly sent: string[] = []
  closed: number | undefined
  terminated = false
  pings = 0

  send(data: string | Uint8Array): void {
    this.sent.push(typeof data === "string" ? data : `binary ${data.byteLength}`)
  }
  ping(): void {
    this.pings += 1
  }
  close(code: number): void {
    this.closed = code
  }
  terminate(): void {
    this.terminated = true
  }
}

const snapshot = snapshotOf(0, 0)
const event: StreamFrame = { kind: "event", text: "event" }
const hello: StreamFrame = { kind: "hello", text: "hello" }
const marker: StreamFrame = { kind: "marker", text: "marker" }
const notice: StreamFrame = { kind: "notice", text: "notice" }
const gap = messageFrame({ type: "gap", missed: 5, sequence: 9 })

function checkpoint(sequence: number): StreamFrame {
  return { kind: "checkpoint", text: () => `checkpoint ${sequence}`, sequence }
}

/** Of lists of so many; undefined: it does not tell of them. */
function snapshotOf(clients: number | undefined, workers: number | undefined): StreamFrame {
  const text: SnapshotFrame["text"] = (parts) => `snapshot ${parts.clients} ${parts.workers}`
  return { kind: "snapshot", lengths: { clients, workers }, text }
}

function records(count: number): StreamFrame {
  return { ...recordsFrame([], new Uint8Array(16)), count }
}

function makeViewer(encoding: "binary" | "json" = "binary") {
  const socket = new FakeSocket()
  const clock = { nowMs: 0 }
  return { socket, clock, viewer: new Viewer(socket, encoding, () => clock.nowMs) }
}

it("passes everything to a viewer that reads, in its encoding", () => {
  for (const [encoding, sent] of [
    ["binary", "binary 16"],
    ["json", '{"type":"records","firstSequence":0,"records":[]}'],
  ] as const) {
    const { socket, viewer } = makeViewer(encoding)
    socket.bufferedAmount = CUT_BYTES
    for (const frame of [hello, event, records(1), checkpoint(1), snapshot]) viewer.deliver(frame)
    expect(socket.sent).toEqual(["hello", "event", sent, "checkpoint 1", "snapshot whole whole"])
  }
})

it("cuts a viewer that does not read to what nothing later tells again", () => {
  const { socket, viewer } = makeViewer()
  socket.bufferedAmount = CUT_BYTES + 1
  for (const frame of [records(3), event, gap, checkpoint(1), snapshot, marker, notice]) {
    viewer.deliver(frame)
  }
  expect(socket.sent).toEqual(["snapshot whole whole", "marker", "notice"])
})

it("tells of no peer as of none, where people read", () => {
  const record = { at: 1, envelope: 0, client: NO_CLIENT, worker: NO_WORKER, sizeBytes: 3 }
  const batch = {
    firstSequence: 7,
    records: Records.of([{ ...record, kind: "stale", attempt: 0, cause: null }]),
  }
  const { socket, viewer } = makeViewer("json")
  viewer.deliver(recordsFrame([batch], new Uint8Array(48)))
  expect(JSON.parse(socket.sent[0] ?? "")).toEqual({
    type: "records",
    firstSequence: 7,
    records: [{ ...record, client: null, worker: null, kind: "stale", attempt: 0, cause: null }],
  })
})

it("tells one that has caught up what it missed, at the next checkpoint", () => {
  const { socket, viewer } = makeViewer()
  socket.bufferedAmount = CUT_BYTES + 1
  viewer.deliver(records(3))
  viewer.deliver(gap)
  socket.bufferedAmount = RESUME_BYTES
  viewer.deliver(records(4))
  viewer.deliver(checkpoint(42))
  viewer.deliver(records(1))
  expect(socket.sent).toEqual([
    JSON.stringify({ type: "gap", missed: 12, sequence: 42 }),
    "checkpoint 42",
    "binary 16",
  ])
})

it("keeps one cut that is still over the mark at a checkpoint", () => {
  const { socket, viewer } = makeViewer()
  socket.bufferedAmount = CUT_BYTES + 1
  viewer.deliver(records(3))
  socket.bufferedAmount = RESUME_BYTES + 1
  viewer.deliver(checkpoint(42))
  expect(socket.sent).toEqual([])
})

it("counts anew what is missed of a new run of the broker", () => {
  const { socket, viewer } = makeViewer()
  socket.bufferedAmount = CUT_BYTES + 1
  viewer.deliver(records(3))
  viewer.deliver(hello)
  viewer.deliver(records(2))
  socket.bufferedAmount = 0
  viewer.deliver(checkpoint(2))
  expect(socket.sent).toEqual(["hello", expect.stringContaining('"missed":2'), "checkpoint 2"])
})

it("closes with 1013 a viewer that stays cut, and not one that reads again", () => {
  const { socket, clock, viewer } = makeViewer()
  socket.bufferedAmount = CUT_BYTES + 1
  viewer.deliver(records(1))
  clock.nowMs = DROP_AFTER_MS - 1
  viewer.deliver(snapshot)
  expect(socket.closed).toBeUndefined()
  socket.bufferedAmount = RESUME_BYTES
  viewer.deliver(snapshot)
  socket.bufferedAmount = CUT_BYTES
  clock.nowMs += DROP_AFTER_MS - 1
  viewer.deliver(snapshot)
  expect(socket.closed).toBeUndefined()
  clock.nowMs += 1
  viewer.deliver(snapshot)
  expect(socket.closed).toBe(1013)
  const sent = socket.sent.length
  viewer.deliver(snapshot)
  expect(socket.sent).toHaveLength(sent)
})

it("closes at once a viewer whose buffer snapshots alone have filled", () => {
  const { socket, viewer } = makeViewer()
  socket.bufferedAmount = DROP_BYTES + 1
  viewer.deliver(snapshot)
  expect(socket.closed).toBe(1013)
})

it("ends a viewer that leaves three pings unanswered", () => {
  const { socket, viewer } = makeViewer()
  viewer.checkAlive()
  viewer.pong()
  for (let pings = 0; pings < 3; pings += 1) viewer.checkAlive()
  expect(socket).toMatchObject({ pings: 4, terminated: false })
  viewer.checkAlive()
  expect(socket.terminated).toBe(true)
})

it("gives one that says what it shows whole lists first, then what changed of them", () => {
  const { socket, viewer } = makeViewer()
  viewer.deliver(snapshotOf(9, 9))
  viewer.show(["clients", "workers"])
  expect([viewer.lacks("clients"), viewer.lacks("workers")]).toEqual([true, true])
  for (const frame of [snapshotOf(undefined, 9), snapshotOf(9, 9), snapshotOf(9, 9)]) {
    viewer.deliver(frame)
  }
  expect(socket.sent).toEqual([
    "snapshot whole whole",
    "snapshot none whole",
    "snapshot whole changed",
    "snapshot changed changed",
  ])
  expect([viewer.lacks("clients"), viewer.lacks("workers")]).toEqual([false, false])
})

it("gives nothing of a long list that is not shown, and all of it when it is shown again", () => {
  const { socket, viewer } = makeViewer()
  viewer.show(["workers"])
  viewer.deliver(snapshotOf(SHORT_LIST + 1, 9))
  viewer.deliver(snapshotOf(SHORT_LIST, 9))
  viewer.deliver(snapshotOf(SHORT_LIST + 1, 9))
  expect(viewer.lacks("clients")).toBe(false)
  viewer.show(["workers", "clients"])
  expect(viewer.lacks("clients")).toBe(true)
  viewer.deliver(snapshotOf(SHORT_LIST + 1, 9))
  expect(socket.sent).toEqual([
    "snapshot none whole",
    "snapshot whole changed",
    "snapshot none changed",
    "snapshot whole changed",
  ])
})

it("gives checkpoints to those alone that want them, once they say what they show", () => {
  for (const [show, sent] of [
    [[], []],
    [["checkpoints"], ["checkpoint 1"]],
  ] as const) {
    const { socket, viewer } = makeViewer()
    viewer.show(show)
    viewer.deliver(checkpoint(1))
    expect(socket.sent).toEqual(sent)
  }
})

it("gives whole lists after a gap, and in another run of the broker", () => {
  const { socket, viewer } = makeViewer()
  viewer.show(["clients", "workers"])
  viewer.deliver(snapshotOf(9, 9))
  socket.bufferedAmount = CUT_BYTES + 1
  viewer.deliver(records(3))
  socket.bufferedAmount = RESUME_BYTES
  viewer.deliver(checkpoint(42))
  for (const frame of [snapshotOf(9, 9), hello, snapshotOf(9, 9)]) viewer.deliver(frame)
  expect(socket.sent).toEqual([
    "snapshot whole whole",
    '{"type":"gap","missed":3,"sequence":42}',
    "snapshot whole whole",
    "hello",
    "snapshot whole whole",
  ])
})
