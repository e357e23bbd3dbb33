import type { AnchorGroup } from "./anchors.js"
import type { FlowEngine } from "./engine.js"
import { backlogRows, blockRows, blockX, type FlowLayout } from "./layout.js"
import { describeLoss } from "./loss-board.js"
import type { Sampling } from "./sampling.js"

/** Blocks of more dots than this have their number written beside them. */
const COUNTED_BY_EYE = 9

export interface Label {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
}

/** What is written beside the dots, for React. */
export interface FlowView {
  /** Where what is written stands. */
  readonly layout: FlowLayout
  readonly sampling: Sampling
  /** What is shown lies back so many seconds, beyond the usual. */
  readonly behindSeconds: number
  /** What was jumped over a moment ago. */
  readonly skipped: { readonly records: number; readonly seconds: number } | null
  /** Waiting on the canvas, in envelopes. */
  readonly waiting: number
  readonly clientGroups: readonly AnchorGroup[]
  readonly workerGroups: readonly AnchorGroup[]
  readonly backlogs: readonly Label[]
  readonly losses: readonly Label[]
}

export function viewOf(engine: FlowEngine): FlowView {
  const { layout, playback, journeys, sampling, hasSkipped } = engine
  return {
    layout,
    sampling,
    behindSeconds: playback.lagMs < 500 ? 0 : Math.round(playback.lagMs / 100) / 10,
    skipped: hasSkipped
      ? { records: playback.skippedRecords, seconds: Math.round(playback.skippedMs / 100) / 10 }
      : null,
    waiting: journeys.queue.length * sampling,
    clientGroups: engine.clients.groups(),
    workerGroups: engine.workers.groups(),
    backlogs: backlogLabels(engine),
    losses: lossLabels(engine),
  }
}

function backlogLabels({
  journeys,
  layout,
  workerAt,
  sampling,
  workerSpacing,
}: FlowEngine): Label[] {
  const labels: Label[] = []
  for (const [worker, list] of journeys.atWorker) {
    const count = list.length - 1
    const anchor = workerAt(worker)
    if (count <= COUNTED_BY_EYE || anchor.grouped || anchor.gone) continue
    const rows = blockRows(count, backlogRows(layout, workerSpacing))
    const index = Math.min(count, rows * layout.backlogColumns) - 1
    labels.push({
      key: anchor.name,
      text: (count * sampling).toLocaleString("en"),
      x: Math.round(layout.backlogX + blockX(index, rows, layout.pitch) - 1.1 * layout.pitch),
      y: Math.round(anchor.targetY),
    })
  }
  return labels
}

function lossLabels({ losses, playback, layout, live }: FlowEngine): Label[] {
  return losses
    .groups(playback.clockMs)
    .slice(0, layout.lossRows)
    .map((group, line) => ({
      key: String(group.id),
      text: describeLoss(group, playback.clockMs, (worker) => live.roster.worker(worker)),
      x: Math.round(layout.lossX),
      y: Math.round(layout.lossY - line * layout.lossRow + 0.6 * layout.pitch),
    }))
}
