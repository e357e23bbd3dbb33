import { setTimeout as wait } from "node:timers/promises"
import type { Browser, Page } from "@playwright/test"
import { startZmqscope } from "@zmqscope/testkit"
import { launchBrowser, openDashboard, VIEWPORT } from "./browser.js"
import { type Findings, progress, runCommand } from "./command.js"
import { collectFrameTimes, type FrameFigures, frameFigures, LONG_FRAME_MS } from "./frame-times.js"
import { loadOf, rateBetween, readReceived, spawnLoad } from "./load.js"
import { inTurn } from "./rounds.js"
import { ratiosPerPair, type Spread, spread } from "./statistics.js"
import { formatNumber, formatSpread, formatTable } from "./table.js"

/**
 * How smooth the dashboard is, with the flow, all charts and the tap open, beside a page with
 * nothing but a small animated canvas. The load runs on while the canvas is measured, so that both
 * have as much of the machine.
 */
const CLAIMS = { requestsPerSecond: 2000, frameRateRatio: 0.92, longShare: 0.01 }

const DEFAULTS = {
  /** Requests a second that are asked for; what was achieved is reported. */
  rates: [200, 2000, 10_000],
  rounds: 3,
  /** Of each round of each page, after it has settled. */
  seconds: 10,
  settle: 5,
}
type Options = typeof DEFAULTS

/** What the dashboard is held against. */
const CANVAS_PAGE = `<!doctype html>
<title>A small animated canvas</title>
<canvas width="200" height="200"></canvas>
<script>
  const context = document.querySelector("canvas").getContext("2d")
  function draw(timeMs) {
    requestAnimationFrame(draw)
    context.clearRect(0, 0, 200, 200)
    context.fillRect(90 + 80 * Math.sin(timeMs / 500), 90, 20, 20)
  }
  requestAnimationFrame(draw)
</script>`

interface Round extends FrameFigures {
  readonly requestsPerSecond: number
}

interface PageFindings {
  readonly perSecond: Spread
  readonly requestsPerSecond: Spread
  /** Of the frames of all rounds, those longer than LONG_FRAME_MS, 0 to 1. */
  readonly longShare: number
  readonly longestMs: number
  readonly rounds: readonly Round[]
}

interface RateFindings {
  readonly asked: number
  readonly dashboard: PageFindings
  readonly canvas: PageFindings
  readonly ratio: Spread
}

await runCommand("frames", DEFAULTS, measureFrames)

async function measureFrames(options: Options): Promise<Findings> {
  await using browser = await launchBrowser()
  const found: RateFindings[] = []
  for (const rate of options.rates) found.push(await measureAt(rate, browser, options))
  return report(found)
}

async function measureAt(rate: number, browser: Browser, options: Options): Promise<RateFindings> {
  const name = `${formatNumber(rate, 0)} requests/s`
  progress(`${name}: zmqscope starts`)
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  await spawnLoad(url, loadOf(rate))
  const variant = (page: string, open: (page: Page) => Promise<void>) => ({
    name: page,
    measure: () => measureRound(browser, open, url, options),
  })
  const [dashboard = [], canvas = []] = await inTurn(
    [
      variant("dashboard", (page) => openDashboard(page, url)),
      variant("canvas", (page) => page.setContent(CANVAS_PAGE)),
    ],
    options.rounds,
    (text) => progress(`${name}, ${text}`),
  )
  return compare(rate, dashboard, canvas)
}

/** A page of its own for each round: none draws while another one is measured. */
async function measureRound(
  browser: Browser,
  open: (page: Page) => Promise<void>,
  url: string,
  { settle, seconds }: Options,
): Promise<Round> {
  await using page = await browser.newPage({ viewport: VIEWPORT })
  await open(page)
  await wait(settle * 1000)
  const before = await readReceived(url)
  const timesMs = await page.evaluate(collectFrameTimes, seconds * 1000)
  const after = await readReceived(url)
  return { ...frameFigures(timesMs), requestsPerSecond: rateBetween(before, after) }
}

function compare(
  asked: number,
  dashboard: readonly Round[],
  canvas: readonly Round[],
): RateFindings {
  const rates = (rounds: readonly Round[]) => rounds.map(({ perSecond }) => perSecond)
  const ratio = spread(ratiosPerPair(rates(dashboard), rates(canvas)))
  const page = summary(dashboard)
  return { asked, dashboard: page, canvas: summary(canvas), ratio }
}

function summary(rounds: readonly Round[]): PageFindings {
  const sum = (value: (round: Round) => number) =>
    rounds.reduce((total, round) => total + value(round), 0)
  return {
    perSecond: spread(rounds.map(({ perSecond }) => perSecond)),
    requestsPerSecond: spread(rounds.map(({ requestsPerSecond }) => requestsPerSecond)),
    longShare: sum(({ longFrames }) => longFrames) / sum(({ frames }) => frames),
    longestMs: Math.max(...rounds.map(({ longestMs }) => longestMs)),
    rounds,
  }
}

function report(found: readonly RateFindings[]): Findings {
  const row = (asked: string, name: string, page: PageFindings) => [
    asked,
    name,
    formatSpread(page.requestsPerSecond, 0),
    formatSpread(page.perSecond, 1),
    formatNumber(page.longShare * 100, 2),
    formatNumber(page.longestMs, 0),
  ]
  const text = [
    formatTable(
      ["asked", "page", "requests/s", "frames/s", `% over ${LONG_FRAME_MS} ms`, "longest ms"],
      found.flatMap(({ asked, dashboard, canvas }) => [
        row(formatNumber(asked, 0), "dashboard", dashboard),
        row("", "canvas", canvas),
      ]),
    ),
    "Frames/s: the median second of each round. Median (smallest to largest) of the rounds; shares of all.",
    "",
    ...found.map(
      ({ asked, ratio }) =>
        `${formatNumber(asked, 0)} requests/s: dashboard / canvas ${formatSpread(ratio, 2)}, of pairs taken in turn`,
    ),
    ...found.filter(({ asked }) => asked === CLAIMS.requestsPerSecond).map(claimText),
  ].join("\n")
  return { text, data: { found, claims: CLAIMS } }
}

function claimText({ asked, ratio, dashboard }: RateFindings): string {
  const { frameRateRatio, longShare } = CLAIMS
  const isMet = ratio.median >= frameRateRatio && dashboard.longShare < longShare
  return `Claimed at ${formatNumber(asked, 0)} requests/s: at least ${frameRateRatio}, and under ${longShare * 100} % of frames over ${LONG_FRAME_MS} ms: ${isMet ? "met" : "not met"}`
}
