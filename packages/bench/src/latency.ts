import { setTimeout as wait } from "node:timers/promises"
import { startZmqscope } from "@zmqscope/testkit"
import { launchBrowser, PAGE_TIMEOUT_MS, VIEWPORT } from "./browser.js"
import { type Findings, progress, runCommand } from "./command.js"
import { spawnLoad } from "./load.js"
import { installProbe, type PageSample } from "./page-probe.js"
import { percentile } from "./statistics.js"
import { formatNumber, formatTable } from "./table.js"

/**
 * From the wire to the screen: the age of every record of a load of 1,000 requests a second when
 * the dashboard, in a real browser, has painted it.
 */
const CLAIM = { p99Ms: 150 }

const DEFAULTS = { seconds: 20, warmup: 5, clients: 20, rate: 50, workers: 4, "service-ms": 1 }
type Options = typeof DEFAULTS

await runCommand("latency", DEFAULTS, measureLatency)

async function measureLatency(options: Options): Promise<Findings> {
  progress("zmqscope starts")
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  await spawnLoad(zmqscope.url, {
    clients: options.clients,
    perClient: options.rate,
    workers: options.workers,
    serviceMs: options["service-ms"],
  })
  progress("the page opens")
  await using browser = await launchBrowser()
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.addInitScript(installProbe)
  await page.goto(zmqscope.url)
  await page.locator('[data-testid="tap-row"]').first().waitFor({ timeout: PAGE_TIMEOUT_MS })
  await wait(options.warmup * 1000)
  progress(`records are watched for ${options.seconds} s`)
  await page.evaluate(() => window.startProbe())
  await wait(options.seconds * 1000)
  return report(await page.evaluate(() => window.readProbe()))
}

function report({ appliedMs, listedMs, frames, seconds }: PageSample): Findings {
  const rows = [
    { name: "applied: every record", ...figures(appliedMs) },
    { name: "listed: requests, in the tap", ...figures(listedMs) },
  ]
  const framesPerSecond = frames / seconds
  const requestsPerSecond = listedMs.length / seconds
  const isMet = rows.every(({ p99Ms }) => p99Ms < CLAIM.p99Ms)
  const text = [
    `${formatNumber(requestsPerSecond, 0)} requests/s, ${formatNumber(framesPerSecond, 0)} frames/s, ${formatNumber(seconds, 0)} s`,
    "",
    formatTable(
      ["from the broker to the screen", "count", "p50 ms", "p95 ms", "p99 ms", "longest ms"],
      rows.map((row) => [
        row.name,
        formatNumber(row.count, 0),
        ...[row.p50Ms, row.p95Ms, row.p99Ms, row.longestMs].map((ms) => formatNumber(ms, 1)),
      ]),
    ),
    "Until the paint of the frame in which the page applied a record, or had it in the list.",
    "",
    `p99 claimed below ${CLAIM.p99Ms} ms: ${isMet ? "met" : "not met"}`,
  ].join("\n")
  return { text, data: { rows, requestsPerSecond, framesPerSecond, claim: CLAIM } }
}

function figures(agesMs: readonly number[]) {
  if (agesMs.length === 0) throw new Error("the page showed nothing of the load")
  const [p50Ms, p95Ms, p99Ms, longestMs] = [0.5, 0.95, 0.99, 1].map((share) =>
    percentile(agesMs, share),
  )
  return {
    count: agesMs.length,
    p50Ms: p50Ms ?? 0,
    p95Ms: p95Ms ?? 0,
    p99Ms: p99Ms ?? 0,
    longestMs: longestMs ?? 0,
  }
}
