import type { ScenePlace, ScenePoint } from "@zmqscope/protocol"
import { CHARTS } from "../../charts/index.js"
import type { Box } from "../../flow/ends.js"
import { TEST_IDS } from "../../test-ids.js"
import type { PresentedChart } from "../../url-state.js"

const CHART_AT: Readonly<Partial<Record<ScenePlace, PresentedChart>>> = {
  "queue-chart": "queue",
  "throughput-chart": "throughput",
  "latency-chart": "latency",
  "time-chart": "split",
}

/** The chart that a place is; undefined where it is none. */
export function chartAt(place: ScenePlace): PresentedChart | undefined {
  return CHART_AT[place]
}

const REGIONS: Readonly<Record<string, string>> = {
  clients: TEST_IDS.clients,
  workers: TEST_IDS.workers,
  flow: TEST_IDS.flow,
  rate: TEST_IDS.figureReceivedRate,
  "in-flight": TEST_IDS.figureInFlight,
  waiting: TEST_IDS.figureWaiting,
  "round-trip": TEST_IDS.figureP99,
  lost: TEST_IDS.figureLost,
  accounted: TEST_IDS.conservation,
}

/** Where on the screen a scene points; null while it is not there. */
export function boxOf(point: ScenePoint, names: readonly string[]): Box | null {
  if ("group" in point) return boxOfRows(names)
  const chart = chartAt(point.at)
  if (chart !== undefined) {
    const figures = [...document.querySelectorAll(`[data-testid=${TEST_IDS.charts}] figure`)]
    const { title } = CHARTS[chart]
    return boxOfElement(figures.find((one) => one.querySelector("h2")?.textContent === title))
  }
  const region = document.querySelector(`[data-testid=${REGIONS[point.at]}]`)
  return boxOfElement(region?.closest(".strip > *") ?? region)
}

/** Scrolls to the first row of some peers, once it is there; whether it is. */
export function bringIntoSight(names: readonly string[]): boolean {
  const [first] = rowsOf(names)
  first?.scrollIntoView({ block: "nearest" })
  return first !== undefined
}

function rowsOf(names: readonly string[]): readonly HTMLElement[] {
  const ids = `[data-testid=${TEST_IDS.workerRow}], [data-testid=${TEST_IDS.clientRow}]`
  const rows = [...document.querySelectorAll<HTMLElement>(ids)]
  return rows.filter(({ dataset }) => names.includes(dataset["name"] ?? ""))
}

/** Of the rows that are in sight. */
function boxOfRows(names: readonly string[]): Box | null {
  const own = rowsOf(names)
  const list = own[0]?.closest("section")
  const boxes = own.flatMap((row) => boxOfElement(row) ?? [])
  const around = boxOfElement(list)
  if (around === null || boxes.length === 0) return null
  return {
    left: Math.max(around.left, Math.min(...boxes.map(({ left }) => left))),
    right: Math.min(around.right, Math.max(...boxes.map(({ right }) => right))),
    top: Math.max(around.top, Math.min(...boxes.map(({ top }) => top))),
    bottom: Math.min(around.bottom, Math.max(...boxes.map(({ bottom }) => bottom))),
  }
}

function boxOfElement(element: Element | null | undefined): Box | null {
  if (element === null || element === undefined) return null
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return right > left && bottom > top ? { left, top, right, bottom } : null
}
