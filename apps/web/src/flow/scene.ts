import type { Selection } from "../url-state.js"
import type { End } from "./ends.js"
import type { FlowEngine } from "./engine.js"
import { wireY } from "./layout.js"
import type { Scene } from "./paint.js"
import { isReply, type Streak, type Trace, type Way } from "./traces.js"

export function sceneOf(engine: FlowEngine, lit: Selection | null, still: boolean): Scene {
  const { layout, shown, passing, clockMs, snapshot, parts } = engine
  return {
    layout,
    piles: shown.piles,
    returning: shown.returning,
    clients: clientCells(engine),
    streaks: still ? [] : passing.traces.streaks(layout, clockMs, (trace) => endOf(engine, trace)),
    heightOf: ({ way, end }: Streak, x) => {
      const lane = isReply(way) ? layout.lane : -layout.lane
      return (isOfClients(way) ? wireY(layout, end, null, x) : wireY(layout, null, end, x)) + lane
    },
    fallen: passing.fallen.groups(clockMs),
    nowMs: clockMs,
    isPaused: snapshot?.settings.paused ?? false,
    isKnown: parts.replay.isKnown && parts.now.atMs !== null,
    halo: lit?.kind === "envelope" ? engine.spotOfEnvelope(lit.number) : null,
    isLit: litTest(engine, lit),
  }
}

/** Replies on their way, each as far as it was by then, of the time that it took; halfway if that is unknown. */
export function returningOf(engine: FlowEngine): Scene["returning"] {
  const { parts, layout } = engine
  const { now, replay, live } = parts
  return Array.from(replay.standing.returning, (number) => {
    const row = replay.row(number)
    const worker = row?.worker ?? -1
    const from = row?.repliedAt ?? now.atUs
    const until = live.envelope(number)?.endedAt ?? null
    const part = until === null ? 0.5 : (now.atUs - from) / Math.max(1, until - from)
    const end = engine.workerEnd(worker)
    const startX = end.rows === 0 ? end.x : layout.backlogX
    const x = startX + (layout.routerX + layout.radius - startX) * Math.min(1, Math.max(0, part))
    return { number, worker, x, y: wireY(layout, null, end, x) + layout.lane }
  })
}

function isOfClients(way: Way): boolean {
  return way === "asked" || way === "returned"
}

/** A trace's peer; undefined when it has gone, and nothing runs to or from it any more. */
function endOf(engine: FlowEngine, { way, client, worker }: Trace): End | undefined {
  return isOfClients(way)
    ? engine.clients.byName.get(engine.clientName(client))
    : engine.workers.byName.get(engine.workerName(worker))
}

function clientCells(engine: FlowEngine): Scene["clients"] {
  const { clients, parts } = engine
  if (clients.form === "rows") return []
  const asking = new Set<string>()
  for (const client of parts.replay.standing.asking) asking.add(engine.clientName(client))
  return Array.from(clients.byName.values(), (end) => ({ end, asks: asking.has(end.name) }))
}

function litTest(engine: FlowEngine, lit: Selection | null): Scene["isLit"] {
  if (lit === null || lit.kind === "envelope") return undefined
  if (lit.kind === "worker") {
    return (_, worker) => worker >= 0 && engine.workerName(worker) === lit.name
  }
  return (number) => {
    const client = engine.parts.replay.row(number)?.client
    return client !== undefined && engine.clientName(client) === lit.name
  }
}
