import { CLIENT_NAME_REM, shortName } from "./ends.js"
import type { FlowEngine } from "./engine.js"
import { describeFallen } from "./fallen.js"
import type { FlowLayout } from "./layout.js"
import { calloutOf, type Stand } from "./words.js"

export interface Label {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: "start" | "middle" | "end"
}

/** What is written beside the canvas, for React. */
export interface FlowView {
  readonly layout: FlowLayout
  readonly stand: Stand
  readonly isKnown: boolean
  /** Every so-manieth envelope is traced, of how many a second. */
  readonly tracedEach: number
  readonly perSecond: number
  readonly callout: Label | null
  readonly fallen: readonly (Label & { readonly isLoss: boolean })[]
  /** Names in a matrix of workers, and of clients that have a line each. */
  readonly cells: readonly Label[]
}

export function viewOf(engine: FlowEngine): FlowView {
  const { layout, passing, parts } = engine
  const stand = standOf(engine)
  const fallen = fallenLabels(engine)
  return {
    layout,
    stand,
    isKnown: parts.replay.isKnown,
    tracedEach: Math.round(passing.traces.each * 10) / 10,
    perSecond: Math.round(passing.perSecond),
    callout: calloutLabel(engine, stand, fallen.length),
    fallen,
    cells: cellLabels(engine),
  }
}

/** As in the last frame, of the workers that are listed. */
export function standOf({ shown, workers, snapshot, workerName }: FlowEngine): Stand {
  // What was silent at another moment nobody has kept.
  const isOfNow = shown.mode === "live" || shown.mode === "catching-up"
  const told = isOfNow ? (snapshot?.workers ?? []) : []
  const silentUs = new Map(told.map((worker) => [worker.name, worker.silentUs]))
  const outstanding = new Map<string, number>()
  let waiting = 0
  for (const { place, worker, size } of shown.piles) {
    if (place === "waiting") waiting = size
    if (place === "worker") outstanding.set(workerName(worker), size)
  }
  return {
    waiting,
    isPaused: snapshot?.settings.paused ?? false,
    clientsHeldBack: snapshot?.clients.filter(({ heldBack }) => heldBack).length ?? 0,
    workers: Array.from(workers.byName.keys(), (name) => ({
      name,
      outstanding: outstanding.get(name) ?? 0,
      silentUs: silentUs.get(name) ?? null,
    })),
  }
}

function calloutLabel({ layout, workers }: FlowEngine, stand: Stand, line: number): Label | null {
  const callout = calloutOf(stand)
  if (callout === null) return null
  const { text, about } = callout
  const { rem, backlogX, routerX, dealerX, middleY, radius } = layout
  if (about === "waiting") {
    const x = (routerX + dealerX) / 2
    return { key: "callout", text, x, y: middleY - radius - 2.2 * rem, anchor: "middle" }
  }
  const end = about === "workers" ? undefined : workers.byName.get(about.worker)
  const y = (end?.y ?? 0) + 1.25 * rem
  // Below the last row that is in sight there is no room for it.
  const isLow = y > layout.wordsY + rem
  if (end === undefined || end.rows === 0 || isLow) {
    return bottomLine(layout, "callout", text, line)
  }
  return { key: "callout", text, x: backlogX + rem, y, anchor: "end" }
}

function fallenLabels({ passing, clockMs, layout, workerName }: FlowEngine): FlowView["fallen"] {
  const { wordsY, middleY, radius, rem } = layout
  const lines = Math.max(1, Math.floor((wordsY - middleY - radius - 3.4 * rem) / (1.4 * rem)))
  return passing.fallen
    .groups(clockMs)
    .slice(0, lines)
    .map((group, line) => ({
      ...bottomLine(layout, String(group.id), describeFallen(group, workerName), line),
      isLoss: group.fall === "lost",
    }))
}

function bottomLine(
  { rem, routerX, dealerX, wordsY }: FlowLayout,
  key: string,
  text: string,
  line: number,
): Label {
  const x = Math.round((routerX + dealerX) / 2)
  return { key, text, x, y: wordsY - line * 1.4 * rem, anchor: "middle" }
}

function cellLabels({ workers, clients, layout }: FlowEngine): Label[] {
  const labels: Label[] = []
  if (workers.form === "matrix") {
    for (const { name, x, y, cellPx } of workers.byName.values()) {
      const text = shortName(name, cellPx, layout.rem)
      if (text === "" || cellPx < 1.1 * layout.rem) continue
      labels.push({ key: name, text, x, y: y + 0.75 * layout.rem, anchor: "middle" })
    }
  }
  if (clients.form === "matrix" && clients.byName.size > 0) {
    for (const { name, x, y, cellPx } of clients.byName.values()) {
      if (x < CLIENT_NAME_REM * layout.rem || clients.lines.length < clients.byName.size) break
      const text = shortName(name, CLIENT_NAME_REM * layout.rem, layout.rem)
      labels.push({ key: name, text, x: x - 0.7 * cellPx, y, anchor: "end" })
    }
  }
  return labels
}
