import { DEFAULT_SETTINGS } from "@zmqscope/broker/options"
import {
  type Checkpoint,
  type Client,
  type ClientBehaviour,
  EMPTY_TOTALS,
  type Worker,
  type WorkerBehaviour,
} from "@zmqscope/protocol"
import { describe, expect, it } from "vitest"
import { PeerDirectory, type Seen } from "./peer-directory.js"
import type { SeenClient, SeenWorker } from "./peer-rows.js"
import { Roster } from "./roster.js"

const asks: ClientBehaviour = {
  pace: { mode: "think", meanMs: 5 },
  sizeBytes: 1,
  timeoutMs: 1000,
  retries: 0,
}
const serves: WorkerBehaviour = {
  serviceTime: { distribution: "fixed", ms: 1 },
  failure: { mode: "none" },
}

/** Whom the broker knows by the simulator's token, or for one without. */
type Known = boolean | undefined

function seenClient(index: number, name: string, simulated: Known, sent = 0): SeenClient {
  const identity = { index, name, routingIdHex: "", address: `127.0.0.1:${index}` }
  return {
    identity: simulated === undefined ? identity : { ...identity, simulated },
    sent,
    returned: sent,
    outstanding: 1,
    oldestReceivedAt: index * 10,
    lostAt: null,
    ratePerSecond: 2,
    roundTripUs: index * 100,
  }
}

function seenWorker(index: number, name: string, simulated: Known): SeenWorker {
  const identity = { index, name, socketType: "REP", address: `127.0.0.1:${index}` }
  return {
    identity: simulated === undefined ? identity : { ...identity, simulated },
    outstanding: 1,
    oldestDealtAt: index * 10,
    lastRepliedAt: null,
    longestServiceUs: null,
    served: 5,
    ratePerSecond: 2,
    serviceUs: 10,
    busyShare: 0.5,
    idleWhileQueuedUs: 7,
  }
}

function seen(clients: SeenClient[], workers: SeenWorker[] = []): Seen {
  return {
    clients: new Map(clients.map((client) => [client.identity.index, client])),
    workers: new Map(workers.map((worker) => [worker.identity.index, worker])),
    now: 1000,
  }
}

/** Where a run of the broker begins that sees these. */
function clientsOf(peers: PeerDirectory, all: Seen): readonly Client[] {
  peers.see(all)
  return peers.clients
}

function workersOf(peers: PeerDirectory, all: Seen): readonly Worker[] {
  peers.see(all)
  return peers.workers
}

const checkpoint: Checkpoint = {
  type: "checkpoint",
  sequence: 0,
  at: 0,
  totals: EMPTY_TOTALS,
  unseen: 0,
  stale: 0,
  requeued: 0,
  clients: [],
  workers: [],
  settings: DEFAULT_SETTINGS,
}

function nameOf({ name }: { readonly name: string }): string {
  return name
}

/** All are live but those named as stopping. */
function rosterOf(
  clientNames: string[],
  workerNames: string[] = [],
  stopping: string[] = [],
): Roster {
  const roster = new Roster()
  const stateOf = (name: string) => (stopping.includes(name) ? "stopping" : "live")
  roster.replace({
    clients: clientNames.map((name) => ({
      name,
      state: stateOf(name),
      incarnation: 1,
      behaviour: asks,
    })),
    workers: workerNames.map((name) => ({ name, state: stateOf(name), behaviour: serves })),
  })
  return roster
}

describe("a simulated client", () => {
  it("is listed under its own name, with its behaviour and its address", () => {
    const peers = new PeerDirectory(rosterOf(["client-1"]))
    expect(clientsOf(peers, seen([seenClient(4, "client-1/1", true, 10)]))).toMatchObject([
      {
        name: "client-1",
        index: 4,
        simulated: true,
        state: "live",
        sent: 10,
        address: "127.0.0.1:4",
        behaviour: asks,
      },
    ])
  })

  it("has the figures of all its connections, those that left included", () => {
    const peers = new PeerDirectory(rosterOf(["client-1"]))
    const own = seenClient(1, "client-1/1", true, 10)
    const namesake = seenClient(9, "client-1/9", false, 1000)
    const clients = new Map([own, namesake].map((one) => [one.identity.index, one]))
    peers.see({ ...seen([]), clients })
    for (const { identity } of [own, namesake]) {
      peers.take({ type: "client", event: "left", at: 0, client: identity })
      clients.delete(identity.index)
    }
    clients.set(2, seenClient(2, "client-1/2", true, 5))
    clients.set(7, seenClient(7, "client-1/3", true, 1))
    expect(peers.clients).toMatchObject([
      { index: 7, sent: 16, returned: 16, outstanding: 2, ratePerSecond: 4, roundTripUs: 700 },
    ])
  })

  it("begins anew with a new run of the broker", () => {
    const peers = new PeerDirectory(rosterOf(["client-1"]))
    const own = seenClient(1, "client-1/1", true, 10)
    peers.see(seen([own]))
    peers.take({ type: "client", event: "left", at: 0, client: own.identity })
    peers.seeNothing()
    expect(peers.clients).toMatchObject([{ sent: 10 }])
    peers.see(seen([]))
    expect(peers.clients).toMatchObject([{ sent: 0 }])
  })

  it("is held back when one of its connections is, as the broker said last", () => {
    const peers = new PeerDirectory(rosterOf(["client-1"]))
    const all = seen([seenClient(1, "client-1/1", true), seenClient(2, "other", false)])
    peers.see(all)
    const held = () => peers.clients.map(({ heldBack }) => heldBack)
    const entry = (index: number, heldBack: boolean) => ({
      ...seenClient(index, "", undefined).identity,
      sent: 0,
      returned: 0,
      undelivered: 0,
      heldBack,
    })
    expect(held()).toEqual([false, false])
    peers.take({ ...checkpoint, clients: [entry(1, true), entry(2, false)] })
    expect(held()).toEqual([true, false])
    peers.take({ ...checkpoint, clients: [entry(1, false), entry(2, true)] })
    expect(held()).toEqual([false, true])
  })
})

it("says how long the oldest request of each has waited, and stood at its worker", () => {
  const peers = new PeerDirectory(rosterOf(["client-1", "client-2"], ["worker-1"]))
  const idle = {
    ...seenClient(9, "idle", false),
    outstanding: 0,
    oldestReceivedAt: null,
    lostAt: 100,
  }
  const clients = [
    seenClient(3, "client-1/1", true),
    seenClient(2, "client-1/2", true),
    seenClient(4, "other", false),
    idle,
  ]
  const all = seen(clients, [seenWorker(5, "worker-1", true), seenWorker(200, "late", false)])
  const ages = (rows: readonly { readonly oldestUs: number | null }[]) =>
    rows.map(({ oldestUs }) => oldestUs)
  expect(ages(clientsOf(peers, all))).toEqual([980, null, 960, null])
  expect(clientsOf(peers, all).map(({ lostUs }) => lostUs)).toEqual([null, null, null, 900])
  // One that was dealt after the moment that is shown is not of less than no age.
  expect(ages(workersOf(peers, all))).toEqual([950, 0])
})

describe("one from outside", () => {
  it("is external, whatever its name", () => {
    const names = ["client-9/1", "a/b/1", "</script>", "0x00ff", ""]
    const peers = new PeerDirectory(rosterOf(["client-1"]))
    const listed = clientsOf(peers, seen(names.map((name, at) => seenClient(at, name, false))))
    expect(listed.slice(1).map(nameOf)).toEqual(names)
    expect(listed.slice(1).every(({ simulated }) => !simulated)).toBe(true)
  })

  it("is told apart from the simulated peer whose name it took", () => {
    const peers = new PeerDirectory(rosterOf(["client-1"], ["worker-1"]))
    const clients = [
      seenClient(1, "client-1/1", true),
      seenClient(2, "client-1", false),
      seenClient(3, "client-1/2", false),
    ]
    const workers = [seenWorker(1, "worker-1", false), seenWorker(2, "worker-1~2", true)]
    expect(clientsOf(peers, seen(clients))).toMatchObject([
      { name: "client-1", index: 1, simulated: true },
      { name: "client-1 (external)", index: 2, simulated: false },
      { name: "client-1/2 (external)", index: 3, simulated: false },
    ])
    expect(workersOf(peers, seen([], workers))).toMatchObject([
      { name: "worker-1", index: 2, simulated: true, behaviour: serves },
      { name: "worker-1 (external)", index: 1, simulated: false, behaviour: null },
    ])
  })

  it("hides in no simulated peer's row, though there are thousands", () => {
    const peers = new PeerDirectory(rosterOf(["client-1"]))
    const strangers = Array.from({ length: 4000 }, (_, at) =>
      seenClient(at + 1, `client-1/${at + 2}`, false, 1),
    )
    const listed = clientsOf(peers, seen([seenClient(0, "client-1/1", true, 1), ...strangers]))
    expect(listed).toHaveLength(4001)
    expect(listed[0]).toMatchObject({ name: "client-1", sent: 1, outstanding: 1 })
    expect(new Set(listed.map(nameOf)).size).toBe(4001)
  })

  it("shares its name with nobody else from outside", () => {
    const peers = new PeerDirectory(rosterOf([], ["worker-1"]))
    const workers = [
      seenWorker(1, "worker-1 (external)", false),
      seenWorker(2, "worker-1", false),
      seenWorker(3, "REP 5123", false),
    ]
    expect(workersOf(peers, seen([], workers)).map(nameOf)).toEqual([
      "worker-1",
      "worker-1 (external)",
      "worker-1 (external)~2",
      "REP 5123",
    ])
  })
})

it("lists simulated peers that are not seen yet as connecting", () => {
  const peers = new PeerDirectory(rosterOf(["client-1"], ["worker-1"]))
  expect(peers.clients).toMatchObject([{ index: -1, state: "connecting", sent: 0 }])
  expect(peers.workers).toMatchObject([{ index: -1, state: "connecting", address: "" }])
})

it("goes by the name where the engine cannot tell who is simulated", () => {
  const peers = new PeerDirectory(rosterOf(["client-1"], ["worker-1"]))
  const clients = [seenClient(1, "client-1/4", undefined), seenClient(2, "client-2/1", undefined)]
  expect(clientsOf(peers, seen(clients))).toMatchObject([
    { name: "client-1", index: 1, simulated: true },
    { name: "client-2/1", simulated: false },
  ])
  expect(workersOf(peers, seen([], [seenWorker(2, "worker-1", undefined)]))).toMatchObject([
    { name: "worker-1", index: 2, simulated: true },
  ])
})

it("lists who the simulator has ended as stopping until the broker sees it, and a namesake never", () => {
  const roster = rosterOf(["client-1"], ["worker-1"])
  const peers = new PeerDirectory(roster)
  const both = seen([seenClient(1, "client-1/1", true)], [seenWorker(1, "worker-1", true)])
  roster.remove("client", "client-1")
  roster.remove("worker", "worker-1")
  const stopping = { simulated: true, state: "stopping", behaviour: null }
  expect(clientsOf(peers, both)).toMatchObject([{ name: "client-1", ...stopping }])
  expect(workersOf(peers, both)).toMatchObject([{ name: "worker-1", ...stopping }])
  expect(clientsOf(peers, seen([]))).toEqual([])
  const later = seen([], [seenWorker(1, "worker-1", false)])
  expect(workersOf(peers, later)).toMatchObject([{ name: "worker-1 (external)", simulated: false }])
})

it("keeps simulated peers in the order in which they were spawned, those that are ending too", () => {
  const names = ["worker-1", "worker-2", "worker-10"]
  const roster = rosterOf(["client-1", "client-2"], names)
  const peers = new PeerDirectory(roster)
  const all = seen(
    ["client-2/1", "client-1/1"].map((name, at) => seenClient(at, name, true)),
    names.toReversed().map((name, at) => seenWorker(at, name, true)),
  )
  const listed = () =>
    [clientsOf(peers, all), workersOf(peers, all)].map((kind) => kind.map(nameOf))
  const before = listed()
  expect(before).toEqual([["client-1", "client-2"], names])
  roster.remove("client", "client-1")
  roster.remove("worker", "worker-2")
  expect(listed()).toEqual(before)
})

it("names a peer's envelopes as its row is named, while it lives and after", () => {
  const roster = rosterOf(["client-1"])
  const peers = new PeerDirectory(roster)
  for (let times = 0; times < 2; times += 1) {
    expect(peers.nameOf("client", { name: "client-1/2", simulated: true })).toBe("client-1")
    expect(peers.nameOf("client", { name: "client-1/2" })).toBe("client-1")
    expect(peers.nameOf("client", { name: "client-1", simulated: false })).toBe(
      "client-1 (external)",
    )
    expect(peers.nameOf("client", { name: "client-9/2" })).toBe("client-9/2")
    roster.remove("client", "client-1")
  }
})

it("keeps who is wanted, and nobody who was going, when the simulator is down", () => {
  const roster = rosterOf(["client-1", "client-2"], ["worker-1"], ["client-2"])
  roster.disconnectAll()
  const peers = new PeerDirectory(roster)
  expect(peers.clients).toMatchObject([{ name: "client-1", state: "connecting" }])
  expect(peers.workers).toMatchObject([{ name: "worker-1", state: "connecting" }])
})

it("shows a live worker as draining, one that is stopped as stopping, and another connection as live", () => {
  const roster = rosterOf([], ["worker-1", "worker-2"], ["worker-2"])
  const peers = new PeerDirectory(roster)
  const { drains } = peers
  const idle = (index: number, name: string, simulated: boolean) => ({
    ...seenWorker(index, name, simulated),
    outstanding: 0,
  })
  const workers = [
    idle(1, "worker-1", true),
    idle(2, "worker-2", true),
    idle(3, "REP:9", false),
    idle(4, "REP:10", false),
    seenWorker(5, "REP:11", false),
    idle(6, "REP:12", false),
  ]
  peers.see(seen([], workers))
  for (const at of [0, 1, 2, 4]) drains.begin(workers[at]?.identity ?? expect.fail())
  for (const at of [2, 4]) drains.finish(workers[at]?.identity ?? expect.fail())
  drains.begin({ index: 6, address: "127.0.0.1:1" })
  expect(peers.workers).toMatchObject([
    { name: "worker-1", state: "draining" },
    { name: "worker-2", state: "stopping" },
    { name: "REP:9", state: "drained" },
    { name: "REP:10", state: "live" },
    { name: "REP:11", state: "draining" },
    { name: "REP:12", state: "live" },
  ])
})
