import type { AnchorGroup } from "./anchors.js"
import type { FlowEngine } from "./engine.js"
import type { FlowLayout } from "./layout.js"
import { describeLoss } from "./loss-board.js"
import type { Sampling } from "./sampling.js"

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
    losses: lossLabels(engine),
  }
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
