import type { Dashboard } from "@zmqscope/page-object"
import type { History, HistoryStep, NamedEnvelope } from "@zmqscope/protocol"
import { expect } from "./fixtures.js"

export const CHARTS = ["Queue depth", "Throughput", "Round trip", "Where time goes"] as const
type ChartName = (typeof CHARTS)[number]

/** What a chart ends with: apps/web/src/charts/PlotCursor.tsx. */
interface EndPoint {
  /** End of its slot, Unix milliseconds. */
  readonly endsAtMs: number
  readonly widthMs: number
  /** By the id of each series; null where there is nothing. */
  readonly values: Readonly<Record<string, number | null>>
}

export async function endPoint(dashboard: Dashboard, name: ChartName): Promise<EndPoint> {
  const slider = dashboard.chart(name).getByRole("slider")
  const read = await slider.evaluate(({ dataset }) => Object.fromEntries(Object.entries(dataset)))
  return {
    endsAtMs: Number(read["endsAt"]),
    widthMs: Number(read["width"]),
    values: JSON.parse(read["values"] ?? "{}"),
  }
}

/** What the history has of a point's slot; it must have all of it. */
function stepsOf({ endsAtMs, widthMs }: EndPoint, { steps }: History): readonly HistoryStep[] {
  const found = steps.filter((step) => {
    const middle = step.startMs + step.widthMs / 2
    return middle > endsAtMs - widthMs && middle < endsAtMs
  })
  const covered = found.reduce((sum, step) => sum + step.widthMs, 0)
  expect(covered, "the slot, in the history").toBeCloseTo(widthMs, 0)
  return found
}

/** Holds where a chart ends against the server's history of the same slot. */
export function expectAsHistory(name: ChartName, point: EndPoint, history: History): void {
  const steps = stepsOf(point, history)
  const last = steps.at(-1)
  if (last === undefined) throw new Error(`the history has nothing of ${point.endsAtMs}`)
  for (const [id, shown] of Object.entries(point.values)) {
    const wanted = valueIn(name, id, steps, last, point.widthMs)
    const at = `${name}, ${id}, of the ${point.widthMs} ms up to ${point.endsAtMs}`
    if (wanted === null) expect(shown, at).toBeNull()
    else if (wanted !== undefined) expect(shown ?? Number.NaN, at).toBeCloseTo(wanted, 6)
  }
}

/** Undefined of what is held against something else. */
function valueIn(
  name: ChartName,
  id: string,
  steps: readonly HistoryStep[],
  last: HistoryStep,
  widthMs: number,
): number | null | undefined {
  const [kind = "", part = ""] = id.split(":")
  switch (name) {
    case "Queue depth":
      if (kind === "waiting") return last.waiting
      if (kind === "unseen") return last.unseen
      if (kind === "oldest") return Math.max(...steps.map((step) => step.oldestWaitingUs))
      return last.workers.find(([series]) => series === Number(part))?.[2] ?? 0
    case "Throughput": {
      const own = steps.flatMap(({ workers }) => workers.filter(([one]) => one === Number(part)))
      if (own.length === 0) return null
      return (own.reduce((sum, [, replies]) => sum + replies, 0) * 1000) / widthMs
    }
    case "Where time goes": {
      const count = steps.reduce((sum, { split }) => sum + split.count, 0)
      if (count === 0) return null
      const field = `${part}Us` as Exclude<keyof HistoryStep["split"], "count">
      return steps.reduce((sum, { split }) => sum + split[field], 0) / count
    }
    case "Round trip":
      return steps.every(({ latency }) => latency.length === 0) ? null : undefined
  }
}

/** A bucket's middle is so near to each round trip in it (packages/metrics, buckets). */
const NEAR = 0.033

/** Holds percentiles against the round trips themselves; `epochMs`: where the record clock reads 0. */
export function expectAsEnvelopes(
  point: EndPoint,
  rows: readonly NamedEnvelope[],
  epochMs: number,
): void {
  const ended = rows
    .filter(({ state, endedAt }) => {
      const endMs = epochMs + (endedAt ?? Number.POSITIVE_INFINITY) / 1000
      return (
        state === "returned" && endMs > point.endsAtMs - point.widthMs && endMs <= point.endsAtMs
      )
    })
    .map(({ endedAt, receivedAt }) => (endedAt ?? 0) - receivedAt)
    .toSorted((one, other) => one - other)
  expect(ended.length, "round trips in the slot").toBeGreaterThan(0)
  for (const [id, share] of [
    ["p50", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const) {
    // Between two of them either is the percentile.
    const rank = share * ended.length
    const near = ended.slice(Math.max(0, Math.floor(rank) - 1), Math.ceil(rank) + 1)
    const shown = point.values[id] ?? Number.NaN
    expect(
      near.some((us) => Math.abs(us - shown) <= us * NEAR + 0.5),
      `${id} ${shown} us is of ${near.join(", ")} us`,
    ).toBe(true)
  }
}
