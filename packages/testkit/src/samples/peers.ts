import {
  type BrokerHello,
  type Client,
  EMPTY_TOTALS,
  type Hello,
  type Snapshot,
  type Worker,
} from "@zmqscope/protocol"

/** A simulated worker that has nothing to do, for tests. */
export function idleWorker(name: string, over: Partial<Worker> = {}): Worker {
  return {
    name,
    index: 0,
    simulated: true,
    state: "live",
    outstanding: 0,
    oldestUs: null,
    heartbeats: true,
    silentUs: null,
    served: 0,
    ratePerSecond: 0,
    serviceUs: null,
    busyShare: 0,
    idleWhileQueuedUs: 0,
    socketType: "REP",
    address: "127.0.0.1:1",
    behaviour: null,
    ...over,
  }
}

/** A simulated client that asks nothing, for tests. */
export function quietClient(name: string, over: Partial<Client> = {}): Client {
  return {
    name,
    index: 0,
    simulated: true,
    state: "live",
    sent: 0,
    returned: 0,
    ratePerSecond: 0,
    outstanding: 0,
    oldestUs: null,
    lostUs: null,
    heldBack: false,
    address: "",
    roundTripUs: null,
    behaviour: null,
    ...over,
  }
}

/** Nobody there and nothing going on, for tests. */
export function emptySnapshot(over: Partial<Snapshot> = {}): Snapshot {
  return {
    type: "snapshot",
    sequence: 0,
    atMs: 0,
    totals: EMPTY_TOTALS,
    unseen: 0,
    stale: 0,
    requeued: 0,
    receivedPerSecond: 0,
    returnedPerSecond: 0,
    roundTripUs: { p50: null, p95: null, p99: null },
    knownAt: 0,
    silentMs: 0,
    faults: [],
    missed: 0,
    settings: {
      paused: false,
      dealing: "dealer",
      prefetch: 1,
      onWorkerLoss: "lose",
      dropAbandoned: false,
      shedding: { mode: "none" },
    },
    clients: [],
    workers: [],
    steps: [],
    ...over,
  }
}

/** What a stream begins with, for tests. */
export function firstHello(over: Partial<Hello> = {}): Hello {
  return {
    type: "hello",
    protocol: 1,
    version: "0.0.0",
    run: "c0ffee",
    epochUnixUs: 0,
    frontend: "tcp://127.0.0.1:1",
    backend: "tcp://127.0.0.1:2",
    engine: "zmtp",
    notifies: true,
    capabilities: ["deal", "pause", "drain", "requeue"],
    settings: emptySnapshot().settings,
    limits: { clients: 200, workers: 50 },
    sequence: 0,
    clients: [],
    workers: [],
    ...over,
  }
}

/** What a broker says first, for tests. */
export function brokerHello(over: Partial<BrokerHello> = {}): BrokerHello {
  const { epochUnixUs, frontend, backend, engine, notifies, capabilities, settings } = firstHello()
  return {
    type: "broker",
    run: "one",
    epochUnixUs,
    frontend,
    backend,
    engine,
    notifies,
    capabilities,
    settings,
    ...over,
  }
}
