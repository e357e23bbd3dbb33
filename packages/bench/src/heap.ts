import { setTimeout as wait } from "node:timers/promises"
import { startZmqscope } from "@zmqscope/testkit"
import { launchBrowser, openDashboard, VIEWPORT } from "./browser.js"
import { type Findings, progress, runCommand } from "./command.js"
import { loadOf, rateBetween, readReceived, spawnLoad } from "./load.js"
import { type HeapReading, heapTotal, PageHeap } from "./page-heap.js"
import { formatNumber, formatTable } from "./table.js"

/** What the page holds on to, early and late: it must not grow with what has passed. */
const CLAIMS = { growth: 0.2 }

const DEFAULTS = {
  /** Minutes after the page was opened. */
  from: 3,
  to: 30,
  /** Requests a second. */
  rate: 1000,
}
type Options = typeof DEFAULTS

/** So many ended envelopes the page remembers by intent: until then it fills. */
const ENVELOPES_KEPT = 100_000

interface Reading extends HeapReading {
  readonly minutes: number
  readonly requests: number
}

await runCommand("heap", DEFAULTS, measureHeap)

async function measureHeap(options: Options): Promise<Findings> {
  if (options.to <= options.from) throw new RangeError("--to must be later than --from")
  progress("zmqscope starts")
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  await spawnLoad(url, loadOf(options.rate))
  progress("the page opens")
  await using browser = await launchBrowser()
  const page = await browser.newPage({ viewport: VIEWPORT })
  await openDashboard(page, url)
  const heap = await PageHeap.of(page)
  const opened = await readReceived(url)
  const readAt = async (minutes: number): Promise<Reading> => {
    const leftMs = opened.atMs + minutes * 60_000 - performance.now()
    progress(`the heap is read ${minutes} min after the page opened`)
    await wait(Math.max(0, leftMs))
    const { requests } = await readReceived(url)
    return { minutes, requests: requests - opened.requests, ...(await heap.read()) }
  }
  const early = await readAt(options.from)
  const late = await readAt(options.to)
  return report(early, late, rateBetween(opened, await readReceived(url)))
}

function report(early: Reading, late: Reading, requestsPerSecond: number): Findings {
  const growth = heapTotal(late) / heapTotal(early) - 1
  const isMet = Math.abs(growth) <= CLAIMS.growth
  const mebibytes = (bytes: number) => formatNumber(bytes / 2 ** 20, 1)
  const text = [
    `${formatNumber(requestsPerSecond, 0)} requests/s`,
    "",
    formatTable(
      ["minutes", "requests shown", "objects MiB", "buffers MiB", "elements MiB", "total MiB"],
      [early, late].map((reading) => [
        String(reading.minutes),
        formatNumber(reading.requests, 0),
        ...[reading.objects, reading.buffers, reading.elements].map(mebibytes),
        mebibytes(heapTotal(reading)),
      ]),
    ),
    "After a garbage collection.",
    ...(early.requests < ENVELOPES_KEPT
      ? [
          `The page remembers ${formatNumber(ENVELOPES_KEPT, 0)} envelopes: it was still filling at the first reading.`,
        ]
      : []),
    "",
    `growth ${formatNumber(growth * 100, 1)} %; claimed within ${CLAIMS.growth * 100} %: ${isMet ? "met" : "not met"}`,
  ].join("\n")
  return { text, data: { early, late, growth, requestsPerSecond, claims: CLAIMS } }
}
