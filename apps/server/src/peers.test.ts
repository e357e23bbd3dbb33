import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { Peers, type Seen, type SeenClient, type SeenWorker } from "./peers.js"
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

function seenClient(index: number, name: string, sent = 0): SeenClient {
  return {
    identity: { index, name, routingIdHex: "" },
    sent,
    returned: sent,
    outstanding: 1,
    ratePerSecond: 2,
    roundTripUs: index * 100,
  }
}

function seenWorker(index: number, name: string): SeenWorker {
  return {
    identity: { index, name, socketType: "REP", address: "127.0.0.1:9" },
    outstanding: 1,
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
  }
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

it("lists a simulated client under its own name, with its behaviour", () => {
  const peers = new Peers(rosterOf(["client-1"]), new Map())
  expect(peers.clients(seen([seenClient(4, "client-1/1", 10)]))).toMatchObject([
    { name: "client-1", index: 4, simulated: true, state: "live", sent: 10, behaviour: asks },
  ])
})

it("sums a simulated client's figures over its incarnations, those that left included", () => {
  const peers = new Peers(rosterOf(["client-1"]), new Map())
  peers.clientLeft(seenClient(1, "client-1/1", 10))
  const both = seen([seenClient(2, "client-1/2", 5), seenClient(7, "client-1/3", 1)])
  expect(peers.clients(both)).toMatchObject([
    { index: 7, sent: 16, returned: 16, outstanding: 2, ratePerSecond: 4, roundTripUs: 700 },
  ])
})

it("lists everybody else as external, whatever the name", () => {
  const names = ["client-9/1", "a/b/1", "</script>", "0x00ff", "client-1/x", ""]
  const peers = new Peers(rosterOf(["client-1"]), new Map())
  const listed = peers.clients(seen(names.map((name, index) => seenClient(index, name))))
  expect(listed.slice(1).map(({ name }) => name)).toEqual(names)
  expect(listed.slice(1).every(({ simulated }) => !simulated)).toBe(true)
})

it("gives no two clients one name", () => {
  const peers = new Peers(rosterOf(["client-1"]), new Map())
  const listed = peers.clients(seen([seenClient(1, "client-1/1"), seenClient(2, "client-1")]))
  expect(listed.map(({ name }) => name)).toEqual(["client-1", "client-1 (external)"])
})

it("lists simulated peers that are not seen yet as connecting", () => {
  const peers = new Peers(rosterOf(["client-1"], ["worker-1"]), new Map())
  expect(peers.clients(undefined)).toMatchObject([{ index: -1, state: "connecting", sent: 0 }])
  expect(peers.workers(undefined)).toMatchObject([{ index: -1, state: "connecting", address: "" }])
})

it("joins simulated workers by name and lists the others as external", () => {
  const peers = new Peers(rosterOf([], ["worker-1"]), new Map())
  const listed = peers.workers(seen([], [seenWorker(1, "REP 5123"), seenWorker(2, "worker-1")]))
  expect(listed).toMatchObject([
    { name: "worker-1", index: 2, simulated: true, served: 5, behaviour: serves },
    { name: "REP 5123", index: 1, simulated: false, served: 5, behaviour: null },
  ])
})

it("lists who the simulator has ended as stopping, not as external, until the broker sees it", () => {
  const roster = rosterOf(["client-1"], ["worker-1"])
  const peers = new Peers(roster, new Map())
  const both = seen([seenClient(1, "client-1/1")], [seenWorker(1, "worker-1")])
  peers.clients(both)
  peers.workers(both)
  roster.remove("client", "client-1")
  roster.remove("worker", "worker-1")
  const stopping = { simulated: true, state: "stopping", behaviour: null }
  for (let times = 0; times < 2; times += 1) {
    expect(peers.clients(both)).toMatchObject([{ name: "client-1", ...stopping }])
    expect(peers.workers(both)).toMatchObject([{ name: "worker-1", ...stopping }])
  }
  expect(peers.clients(seen([]))).toEqual([])
  const later = seen([], [seenWorker(2, "worker-1")])
  expect(peers.workers(later)).toMatchObject([{ name: "worker-1", simulated: false }])
})

it("keeps who is ending in its place", () => {
  const names = ["worker-1", "worker-2", "worker-3"]
  const roster = rosterOf(["client-1", "client-2"], names)
  const peers = new Peers(roster, new Map())
  const all = seen(
    [seenClient(1, "client-1/1"), seenClient(2, "client-2/1"), seenClient(3, "other")],
    [...names, "other"].map((name, place) => seenWorker(place, name)),
  )
  const listed = () => [peers.clients(all), peers.workers(all)].map((kind) => kind.map(nameOf))
  const before = listed()
  expect(before).toEqual([
    ["client-1", "client-2", "other"],
    [...names, "other"],
  ])
  roster.remove("client", "client-1")
  roster.remove("worker", "worker-2")
  expect(listed()).toEqual(before)
  expect(listed()).toEqual(before)
})

it("names a simulated client's envelopes alike while it lives and after", () => {
  const roster = rosterOf(["client-1"])
  const peers = new Peers(roster, new Map())
  peers.clients(undefined)
  expect(peers.clientName("client-1/2")).toBe("client-1")
  roster.remove("client", "client-1")
  expect(peers.clientName("client-1/2")).toBe("client-1")
  expect(peers.clientName("client-9/2")).toBe("client-9/2")
})

it("begins anew with a new run of the broker", () => {
  const peers = new Peers(rosterOf(["client-1"]), new Map())
  peers.clientLeft(seenClient(1, "client-1/1", 10))
  peers.clear()
  expect(peers.clients(undefined)).toMatchObject([{ sent: 0 }])
})

it("keeps who is wanted, and nobody who was going, when the simulator is down", () => {
  const roster = rosterOf(["client-1", "client-2"], ["worker-1"], ["client-2"])
  roster.disconnectAll()
  const peers = new Peers(roster, new Map())
  expect(peers.clients(undefined)).toMatchObject([{ name: "client-1", state: "connecting" }])
  expect(peers.workers(undefined)).toMatchObject([{ name: "worker-1", state: "connecting" }])
})

it("shows a live worker as draining, and one that is stopped as stopping", () => {
  const roster = rosterOf([], ["worker-1", "worker-2"], ["worker-2"])
  const drains = new Map([
    [1, "draining"],
    [2, "draining"],
    [3, "drained"],
    [5, "drained"],
  ] as const)
  const names = ["worker-1", "worker-2", "REP:9", "REP:10"]
  const workers = names.map((name, at) => ({ ...seenWorker(at + 1, name), outstanding: 0 }))
  workers.push(seenWorker(5, "REP:11"))
  expect(new Peers(roster, drains).workers(seen([], workers))).toMatchObject([
    { name: "worker-1", state: "draining" },
    { name: "worker-2", state: "stopping" },
    { name: "REP:9", state: "drained" },
    { name: "REP:10", state: "live" },
    { name: "REP:11", state: "draining" },
  ])
})
