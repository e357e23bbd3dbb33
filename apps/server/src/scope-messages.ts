import {
  type Hello,
  type HistoryStep,
  PROTOCOL_VERSION,
  type SnapshotMessage,
} from "@zmqscope/protocol"
import type { Link } from "./link.js"
import { noticeIn } from "./notices.js"
import type { PeerDirectory } from "./peer-directory.js"
import type { RunModel } from "./run-model.js"
import { SIMULATED_LIMITS } from "./simulator-link.js"
import { messageFrame, type StreamFrame } from "./stream-frame.js"

/** What viewers are told of a scope. */
export interface ScopeView {
  readonly version: string
  readonly runs: RunModel
  readonly peers: PeerDirectory
  readonly link: Pick<Link, "silentMs">
}

/** What a viewer gets first: who is there, and what was to be known before it came. */
export function greeting(view: ScopeView): StreamFrame[] {
  const hello = makeHello(view)
  const notices = view.runs.notices.kept.map((kept) => {
    const notice = noticeIn(kept, hello.epochUnixUs)
    return messageFrame({ type: "notice", notice })
  })
  return [messageFrame(hello), ...notices]
}

export function makeHello({ runs, version }: ScopeView): Hello {
  const { current: run, settings } = runs
  const fold = run?.fold
  const {
    epochUnixUs = 0,
    frontend = "",
    backend = "",
    engine = "zmtp",
    notifies = true,
    capabilities = [],
  } = runs.hello ?? {}
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
 * @param steps of the history that closed since the snapshot before
 * @param tick counts snapshots
 */
export function makeSnapshot(
  { runs, peers, link }: ScopeView,
  steps: HistoryStep[],
  tick: number,
): SnapshotMessage {
  const { current: run, totals, settings } = runs
  const fold = run?.fold
  const roundTripUs = (share: number) => fold?.roundTripUs(share) ?? null
  return {
    type: "snapshot",
    sequence: run?.sequence ?? 0,
    atMs: runs.nowUnixMs,
    totals,
    unseen: fold?.unseen ?? 0,
    stale: fold?.stale ?? 0,
    requeued: fold?.requeued ?? 0,
    receivedPerSecond: fold?.receivedPerSecond ?? 0,
    returnedPerSecond: fold?.returnedPerSecond ?? 0,
    roundTripUs: { p50: roundTripUs(0.5), p95: roundTripUs(0.95), p99: roundTripUs(0.99) },
    silentMs: Math.round(link.silentMs),
    faults: [...runs.faults],
    ...(runs.trouble === undefined ? {} : { trouble: runs.trouble }),
    missed: fold?.missed ?? 0,
    settings,
    ...(tellsClients(fold?.clients.size ?? 0, tick) ? { clients: peers.clients } : {}),
    workers: peers.workers,
    steps,
  }
}

/** Whether a snapshot tells of clients: of many, one does in a while. */
export function tellsClients(clientCount: number, tick: number): boolean {
  return tick % Math.max(Math.ceil(clientCount / CLIENTS_A_SNAPSHOT), 1) === 0
}
