import { type Hello, PROTOCOL_VERSION, type Snapshot } from "@zmqscope/protocol"
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

/** The history's steps that have closed go out with it: make one for everybody who reads. */
export function makeSnapshot(scope: Scope): Snapshot {
  const { run, totals, settings, clients, workers, history } = scope
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
    clients,
    workers,
    steps: history.drainClosed(),
  }
}
