import type { Page } from "@playwright/test"
import type { Dashboard } from "@zmqscope/page-object"
import type { History } from "@zmqscope/protocol"
import { expect, PATIENT_CLIENT, test } from "../fixtures.js"

const CHARTS = ["Queue depth", "Throughput", "Round trip", "Where time goes"] as const

test.beforeEach(async ({ dashboard, simulator, zmqscope }) => {
  await simulator.spawnWorkers(2)
  // What a broker that is killed had of theirs, they ask for again.
  await simulator.spawnClients(2, { ...PATIENT_CLIENT, timeoutMs: 2000, retries: 100 })
  await dashboard.open(zmqscope.url)
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
})

test("a restart of the broker is a gap with a marker, and who went with it has gone", async ({
  dashboard,
  request,
  zmqscope,
}) => {
  const get = async (path: string) => (await request.get(new URL(path, zmqscope.url).href)).json()
  const [worker = ""] = await dashboard.names("worker", 2)
  await expect(dashboard.chartSeries("Throughput", worker)).toBeVisible()
  const run = await dashboard.run()
  const { children } = await get("/api/status")
  process.kill(children.broker.pid, "SIGKILL")
  await expect.poll(() => dashboard.run()).not.toBe(run)

  for (const chart of CHARTS) {
    await expect(dashboard.chartMarker(chart, "broker restarted")).toBeAttached()
  }
  await expect(dashboard.chartSeries("Throughput", `${worker}, gone`)).toBeVisible()
  await expect(dashboard.chartSeries("Throughput", worker)).toBeVisible()

  const { steps, markers }: History = await get("/api/history")
  const ended = markers.find(({ text }) => text === "broker ended")?.atMs ?? Number.NaN
  const restarted = markers.find(({ text }) => text === "broker restarted")?.atMs ?? Number.NaN
  const holes = steps.flatMap(({ startMs }, at) => {
    const before = steps[at - 1]
    const untilMs = before === undefined ? startMs : before.startMs + before.widthMs
    return startMs > untilMs ? [{ untilMs, startMs }] : []
  })
  const between = holes.filter(({ untilMs, startMs }) => untilMs > ended && startMs <= restarted)
  expect(between, "time that nobody watched").toHaveLength(1)
  const lastReturnMs = async () => {
    const now: History = await get("/api/history")
    return now.steps.findLast(({ returned }) => returned > 0)?.startMs
  }
  await expect.poll(lastReturnMs).toBeGreaterThan(restarted)
})

test("a page that is loaded later draws what one draws that was there", async ({
  context,
  page,
}) => {
  const points = async () => (await shapes(page)).flatMap(({ parts }) => parts).length
  await expect.poll(points).toBeGreaterThan(100)
  await page.keyboard.press("f")
  await expect(page).toHaveURL(/freeze=\d+/)
  const later = await context.newPage()
  await later.goto(page.url())
  await expect.poll(async () => (await shapes(later)).length).toBeGreaterThan(5)
  await expect
    .poll(async () => apartPx(await shapes(page), await shapes(later)))
    .toBeLessThan(SAME_SHAPE_PX)
})

/** Pixels: heights are rounded to a tenth of one, in both pages. */
const SAME_SHAPE_PX = 1

interface Shape {
  readonly heightPx: number
  /** Where each point lies between the curve's highest and lowest. */
  readonly parts: readonly number[]
}

/**
 * Every curve of the charts, apart from how high it is drawn: pages differ in what else stands on them,
 * and axes in how far they reached before.
 */
async function shapes(page: Page): Promise<Shape[]> {
  const paths = await page
    .getByTestId("charts")
    .getByRole("img")
    .locator("g > path")
    .evaluateAll((found) => found.map((path) => path.getAttribute("d") ?? ""))
  return paths.map((path) => {
    const heights = Array.from(path.matchAll(/,(-?[\d.]+)/g), ([, y]) => Number(y))
    const [top, heightPx] = [Math.min(...heights), Math.max(...heights) - Math.min(...heights)]
    return { heightPx, parts: heights.map((y) => (heightPx > 0 ? (y - top) / heightPx : 0)) }
  })
}

/** How far the curves of two pages lie apart at most, pixels of the smaller. */
function apartPx(ours: readonly Shape[], theirs: readonly Shape[]): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY
  return Math.max(
    ...ours.flatMap(({ heightPx, parts }, curve) => {
      const other = theirs[curve]
      if (other?.parts.length !== parts.length) return [Number.POSITIVE_INFINITY]
      const px = Math.min(heightPx, other.heightPx)
      return parts.map((part, point) => Math.abs(part - (other.parts[point] ?? 0)) * px)
    }),
  )
}

test("what the cursor reads covers nothing of what is read", async ({ dashboard, page }) => {
  const rate = dashboard.chart("Throughput").getByRole("button").first()
  // The cursor stays at its moment, and in some nothing is served: it is moved on. So is the plot
  // while the page is being put together.
  await expect
    .poll(async () => {
      const plot = await boxOf(dashboard, "Throughput")
      for (const fromEdge of [6, 5]) {
        await page.mouse.move(plot.x + plot.width - fromEdge, plot.y + plot.height / 2)
      }
      return `${await rate.textContent()}, ${await dashboard.chart("Round trip").textContent()}`
    })
    .toMatch(/\d\/s, .*p99 [\d.]+ (µs|ms|s)/)
  const readouts = dashboard.charts.locator(".chart-readout")
  await expect(readouts).toHaveCount(CHARTS.length)
  for (const chart of CHARTS) {
    // All at once: the plot moves with its ticks, and labels come and go.
    const { plot, words } = await dashboard.chart(chart).evaluate((element) => {
      const boxes = (one: ParentNode, what: string) =>
        Array.from(one.querySelectorAll(what), (found) => found.getBoundingClientRect().toJSON())
      const labels = boxes(element, "button, [role=button]")
      return {
        plot: boxes(element, "[role=slider]"),
        words: [...labels, ...boxes(document, ".chart-readout")],
      }
    })
    expect(plot).toHaveLength(1)
    expect(words.length).toBeGreaterThan(CHARTS.length)
    const [{ left, right, top, bottom }] = plot
    for (const box of words) {
      const isBeside = box.left >= right || box.right <= left
      expect(isBeside || box.bottom <= top || box.top >= bottom).toBe(true)
    }
  }
})

async function boxOf(dashboard: Dashboard, chart: (typeof CHARTS)[number]) {
  const box = await dashboard.chart(chart).getByRole("slider").boundingBox()
  if (box === null) throw new Error(`the plot of ${chart} is not in sight`)
  return box
}
