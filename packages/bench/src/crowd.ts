import { setTimeout as wait } from "node:timers/promises"
import { startZmqscopeCarrier } from "./carriers/zmqscope-carrier.js"
import { viewedText } from "./carriers-report.js"
import type { LoadShape } from "./children/load.js"
import { type Findings, progress } from "./command.js"
import { startLoad } from "./compare-carriers.js"
import { cpuTimeUs } from "./cpu-time.js"
import { formatNumber, formatTable } from "./table.js"

/** Thousands of clients that ask now and then, one viewer watching. */
const CLAIMS = { serverShare: 0.25 }
const SECONDS = 30
const WARMUP_SECONDS = 10

export async function measureCrowd(
  shape: LoadShape & { readonly perSecond: number },
): Promise<Findings> {
  await using load = await startLoad()
  await using zmqscope = await startZmqscopeCarrier("zmtp")
  await zmqscope.view(1)
  const { frontend, backend, viewers } = zmqscope
  progress(`${shape.clients} clients connect`)
  await load.call("start", { ...shape, frontend, backend })
  await wait(WARMUP_SECONDS * 1000)
  const processes = { ...zmqscope.processes, viewer: viewers.pid, load: load.pid }
  const used = () =>
    Object.entries(processes).map(([name, pid]) => [name, cpuTimeUs(pid) ?? 0] as const)
  const before = new Map(used())
  await load.call("begin", null)
  progress(`they ask for ${SECONDS} s`)
  await wait(SECONDS * 1000)
  const figures = await load.call("figures", null)
  const shares = Object.fromEntries(
    used().map(([name, us]) => [name, (us - (before.get(name) ?? 0)) / 1e6 / figures.seconds]),
  )
  const { unanswered } = await load.call("stop", null)
  const viewer = await viewers.call("count", null)
  const server = shares["server"] ?? Number.NaN
  const claims = {
    noneLost: unanswered === 0 && figures.skipped === 0,
    viewerNotCut: viewer.missed === 0 && viewer.cut === 0,
    serverShare: server < CLAIMS.serverShare,
  }
  const verdict = (isMet: boolean) => (isMet ? "met" : "not met")
  const text = [
    `${formatNumber(shape.clients, 0)} clients, ${shape.workers} workers, ${shape.bytes} B, ` +
      `${formatNumber(shape.perSecond, 0)} requests/s asked for, ${SECONDS} s`,
    "",
    formatTable(
      ["", "round trips/s", "p50 us", "p99 us", ...Object.keys(shares).map((name) => `${name} %`)],
      [
        [
          "zmqscope zmtp, dealer",
          formatNumber(figures.roundTrips / figures.seconds, 0),
          formatNumber(figures.p50Us, 0),
          formatNumber(figures.p99Us, 0),
          ...Object.values(shares).map((share) => formatNumber(share * 100, 1)),
        ],
      ],
    ),
    "%: of one core.",
    "",
    `none lost: ${verdict(claims.noneLost)} (${unanswered} unanswered, ${figures.skipped} not asked in time)`,
    `viewer not cut: ${verdict(claims.viewerNotCut)} (${viewedText(viewer)})`,
    `server: ${formatNumber(server * 100, 1)} % of one core; claimed under ${CLAIMS.serverShare * 100} %: ${verdict(claims.serverShare)}`,
  ].join("\n")
  return { text, data: { shape, figures, shares, unanswered, viewer, claims } }
}
