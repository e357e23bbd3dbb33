import { expect, test } from "vitest"
import { sightingOf } from "../../test/attach/sightings.js"
import { RecordList } from "../../test/parts.js"
import { Chronicle } from "../chronicle.js"
import { Clients } from "../clients.js"
import { Crew } from "../crew.js"
import { KeptFrames } from "../kept-frames.js"
import { DEFAULT_LIMITS } from "../options.js"
import { Correlator } from "./correlator.js"
import { Observer } from "./observer.js"

const NOBODY = { joined: () => {}, left: () => {} }
const TICKS = 3

function watch() {
  const sink = new RecordList()
  const now = () => 0
  let number = 0
  const observer = new Observer(
    {
      chronicle: new Chronicle(sink, now),
      correlator: new Correlator(),
      clients: new Clients(NOBODY),
      crew: new Crew([], NOBODY),
      kept: new KeptFrames(DEFAULT_LIMITS, now),
      nextNumber: () => {
        number += 1
        return number
      },
    },
    { requeueTicks: TICKS, abandonedTicks: TICKS, absentTicks: TICKS },
  )
  return {
    observer,
    join: (socketType: string) =>
      observer.clientJoined({ routingId: Buffer.from("a"), address: "", socketType }),
    works: (socketType: string) =>
      observer.workerJoined({ name: "w", socketType, address: "", heard: { lastHeardAt: 0 } }),
    passATime: () => {
      for (let tick = 0; tick < TICKS; tick += 1) observer.tick()
    },
    kinds: () => sink.records.map(({ kind, envelope }) => `${kind} ${envelope}`),
    ended: () =>
      sink.records
        .filter(({ kind }) => kind === "expired" || kind === "undeliverable" || kind === "lost")
        .map(({ kind, envelope, cause }) => `${kind} ${envelope}: ${cause}`),
  }
}

test("a worker that was cut, and comes back by its name, still has what it had", () => {
  const { observer, join, works, passATime, ended, kinds } = watch()
  const client = join("DEALER")
  const worker = works("DEALER")
  for (const text of ["one", "two"]) {
    observer.request(client, sightingOf(["", text]))
    observer.toWorker(worker, sightingOf(["a", "", text]))
  }
  observer.workerLeft(worker, "here")
  const again = works("DEALER")
  expect(again.outstanding).toBe(2)
  observer.fromWorker(again, sightingOf(["a", "", "One"]))
  observer.toClient(client, sightingOf(["", "One"]), false)
  // It is cut once more: what it has replied to is not at it again.
  observer.workerLeft(again, "here")
  expect(works("DEALER").outstanding).toBe(1)
  passATime()
  expect(ended()).toEqual(["lost 2: disconnected"])
  const passed = ["received 1", "dealt 1", "received 2", "dealt 2", "replied 1", "returned 1"]
  expect(kinds()).toEqual([...passed, "lost 2"])
})

test("what is dealt again is lost by when its second worker has gone, not its first", () => {
  const { observer, join, works, ended } = watch()
  const client = join("DEALER")
  const request = ["a", "", "one"]
  observer.request(client, sightingOf(["", "one"]))
  for (const first of ["here", "peer"] as const) {
    const worker = works("DEALER")
    observer.toWorker(worker, sightingOf(request))
    observer.workerLeft(worker, first)
    observer.tick()
    observer.tick()
    expect(ended()).toEqual([])
  }
  observer.tick()
  expect(ended()).toEqual(["lost 1: left"])
})

test("a reply that passes to a client that is back for the broker before it is for us is returned", () => {
  const { observer, join, works, passATime, ended, kinds } = watch()
  const client = join("DEALER")
  const worker = works("REP")
  observer.request(client, sightingOf(["", "one"]))
  observer.toWorker(worker, sightingOf(["a", "", "one"]))
  observer.clientLeft(client)
  observer.fromWorker(worker, sightingOf(["a", "", "One"]))
  observer.toClient(join("DEALER"), sightingOf(["", "One"]), false)
  passATime()
  expect(ended()).toEqual([])
  expect(kinds()).toEqual(["received 1", "dealt 1", "replied 1", "returned 1"])
})

test("a reply to one of several of a client that has gone ends one, whichever", () => {
  const { observer, join, works, passATime, ended } = watch()
  const client = join("DEALER")
  const worker = works("DEALER")
  for (const text of ["one", "two"]) {
    observer.request(client, sightingOf(["", text]))
    observer.toWorker(worker, sightingOf(["a", "", text]))
  }
  observer.clientLeft(client)
  observer.fromWorker(worker, sightingOf(["a", "", "2"]))
  observer.fromWorker(worker, sightingOf(["a", "", "1"]))
  passATime()
  expect(ended()).toEqual(["undeliverable 1: client-left", "undeliverable 2: client-left"])
  expect(worker).toMatchObject({ served: 2, outstanding: 0 })
})

test("what a REQ has given up, by asking something else, ends though it is there still", () => {
  const { observer, join, works, passATime, ended } = watch()
  const client = join("REQ")
  const worker = works("REP")
  observer.request(client, sightingOf(["", "dropped by the broker"]))
  observer.request(client, sightingOf(["", "its reply is dropped"]))
  observer.toWorker(worker, sightingOf(["a", "", "its reply is dropped"]))
  observer.fromWorker(worker, sightingOf(["a", "", "World"]))
  observer.request(client, sightingOf(["", "waits"]))
  passATime()
  expect(ended()).toEqual(["expired 1: client-left", "undeliverable 2: client-full"])
  expect(observer.open).toBe(1)
})

test("what a DEALER asked before is awaited with what it asks after, also when it has come back", () => {
  const { observer, join, passATime, ended } = watch()
  const client = join("DEALER")
  observer.request(client, sightingOf(["", "one"]))
  observer.clientLeft(client)
  const again = join("DEALER")
  observer.request(again, sightingOf(["", "two"]))
  passATime()
  expect(ended()).toEqual([])
  observer.clientLeft(again)
  passATime()
  expect(ended()).toEqual(["expired 1: client-left", "expired 2: client-left"])
})

test("a reply that the broker drops, its client being full, ends though its client is there still", () => {
  const { observer, join, works, passATime, ended } = watch()
  const client = join("DEALER")
  const [worker, other] = [works("REP"), works("REP")]
  for (const text of ["one", "two", "three"]) observer.request(client, sightingOf(["", text]))
  observer.toWorker(worker, sightingOf(["a", "", "one"]))
  observer.toWorker(other, sightingOf(["a", "", "two"]))
  observer.toWorker(worker, sightingOf(["a", "", "three"]))
  observer.fromWorker(worker, sightingOf(["a", "", "One"]))
  observer.fromWorker(other, sightingOf(["a", "", "Two"]))
  observer.fromWorker(worker, sightingOf(["a", "", "Three"]))
  passATime()
  expect(ended()).toEqual([])
  observer.toClient(client, sightingOf(["", "Three"]), false)
  passATime()
  expect(ended()).toEqual(["undeliverable 1: client-full"])
  expect(observer.open).toBe(1)
})

test.each([
  ["nothing empty", ["a", "Hello"]],
  ["nothing behind it", ["a", ""]],
])("what a REP drops in silence is lost, and not at it for ever: %s", (_, frames) => {
  const { observer, join, works, ended } = watch()
  const client = join("DEALER")
  observer.request(client, sightingOf(frames.slice(1)))
  expect(observer.toWorker(works("REP"), sightingOf(frames))).toBe(client.account)
  expect(ended()).toEqual(["lost 1: undelimited"])
  observer.request(client, sightingOf(frames.slice(1)))
  expect(observer.toWorker(works("DEALER"), sightingOf(frames))).toBeUndefined()
  expect(observer.open).toBe(1)
})

test.each([
  ["no empty frame", ["World"]],
  ["no body", [""]],
  ["something before it", ["id", "", "World"]],
])("a reply that a REQ drops in silence is not returned: %s", (_, reply) => {
  const { observer, join, works, ended } = watch()
  const client = join("REQ")
  const worker = works("DEALER")
  observer.request(client, sightingOf(["", "Hello"]))
  observer.toWorker(worker, sightingOf(["a", "", "Hello"]))
  observer.fromWorker(worker, sightingOf(["a", ...reply]))
  expect(observer.toClient(client, sightingOf(reply), false)).toBe(worker)
  expect(ended()).toEqual(["lost 1: unreadable"])
})
