import { type Hello, PROTOCOL_VERSION, type SnapshotMessage } from "@zmqscope/protocol"
import { noticeIn } from "./notices.js"
import type { Scope } from "./scope.js"
import { SIMULATED_LIMITS } from "./simulator-link.js"
import { messageFrame, type StreamFrame } from "./stream-frame.js"

/** What a viewer gets first: who is there, and what was to be known before it came. */
export function greeting(scope: Scope): StreamFrame[] {
  const hello = makeHello(scope)
  const notices = scope.notices.kept.map((kept) => {
    const notice = noticeIn(kept, hello.epochUnixUs)
    return messageFrame({ type: "notice", notice })
  })
  return [messageFrame(hello), ...notices]
}

export function makeHello({ run, brokerHello, settings, version }: Scope): Hello {
  const fold = run?.fold
  const {
    epochUnixUs = 0,
    frontend = "",
    backend = "",
    engine = "zmtp",
    notifies = true,
    capabilities = [],
  } = brokerHello ?? {}
  return {
    type: "hello",
    protocol: PROTOCOL_VERSION,
    version,
    run: run?.hello.run ?? null,
    epochUnixUs: fold?.epochUnixUs ?? epochUnixUs,
    frontend,
    backend,
    engine,
    notifies,
    capabilities,
    settings,
    limits: SIMULATED_LIMITS,
    sequence: run?.sequence ?? 0,
    seriesBase: fold?.seriesBase ?? 0,
    clients: [...(fold?.clients.values() ?? [])].map(({ identity }) => identity),
    workers: [...(fold?.workers.values() ?? [])].map(({ identity }) => identity),
  }
}

/** Clients that go out over a snapshot in the mean. */
const CLIENTS_A_SNAPSHOT = 500

/**
 * The history's steps that have closed go out with it: make one for everybody who reads.
 * @param tick counts them
 */
export function makeSnapshot(scope: Scope, tick: number): SnapshotMessage {
  const { run, totals, settings, workers, history } = scope
  const fold = run?.fold
  const roundTripUs = (share: number) => fold?.roundTripUs(share) ?? null
  return {
    type: "snapshot",
    sequence: run?.sequence ?? 0,
    atMs: scope.nowUnixMs,
    totals,
    unseen: fold?.unseen ?? 0,
    stale: fold?.stale ?? 0,
    requeued: fold?.requeued ?? 0,
    receivedPerSecond: fold?.receivedPerSecond ?? 0,
    returnedPerSecond: fold?.returnedPerSecond ?? 0,
    roundTripUs: { p50: roundTripUs(0.5), p95: roundTripUs(0.95), p99: roundTripUs(0.99) },
    silentMs: Math.round(scope.silentMs),
    faults: [...scope.faults],
    missed: fold?.missed ?? 0,
    settings,
    ...(tellsClients(scope.clientCount, tick) ? { clients: scope.clients } : {}),
    workers,
    steps: history.drainClosed(),
  }
}

/** Whether a snapshot tells of clients: of many, one does in a while. */
export function tellsClients(clientCount: number, tick: number): boolean {
  return tick % Math.max(Math.ceil(clientCount / CLIENTS_A_SNAPSHOT), 1) === 0
}
