import { setTimeout as wait } from "node:timers/promises"
import { startZmqscopeCarrier } from "./carriers/zmqscope-carrier.js"
import { type Findings, progress, runCommand } from "./command.js"
import { startLoad } from "./compare-carriers.js"
import { residentBytes } from "./resident-bytes.js"
import { formatNumber, formatTable } from "./table.js"

/** What each of zmqscope's processes holds, early and late, under a steady load with a viewer. */
const CLAIMS = { growth: 0.1 }

const DEFAULTS = {
  /** Minutes since the load began. */
  from: 2,
  to: 10,
  /** Requests a second. */
  rate: 2000,
  clients: 64,
  workers: 4,
  bytes: 64,
}
type Options = typeof DEFAULTS

/** A reading is the mean of so many, a second apart: a heap goes up and down. */
const SAMPLES = 10

await runCommand("memory", DEFAULTS, measureMemory)

async function measureMemory(options: Options): Promise<Findings> {
  if (options.to <= options.from) throw new RangeError("--to must be later than --from")
  const { clients, workers, bytes, rate, from, to } = options
  await using load = await startLoad()
  await using zmqscope = await startZmqscopeCarrier("zmtp")
  await zmqscope.view(1)
  const { frontend, backend, processes } = zmqscope
  await load.call("start", { clients, workers, bytes, perSecond: rate, frontend, backend })
  const startedAt = performance.now()
  const readAt = async (minutes: number): Promise<Record<string, number>> => {
    progress(`memory is read after ${minutes} min`)
    await wait(Math.max(0, startedAt + minutes * 60_000 - performance.now()))
    const sums: Record<string, number> = {}
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      for (const [name, pid] of Object.entries(processes)) {
        sums[name] = (sums[name] ?? 0) + residentBytes(pid) / SAMPLES
      }
      await wait(1000)
    }
    return sums
  }
  const early = await readAt(from)
  const late = await readAt(to)
  const figures = await load.call("figures", null)
  await load.call("stop", null)
  return report(early, late, figures.roundTrips / figures.seconds, options)
}

function report(
  early: Readonly<Record<string, number>>,
  late: Readonly<Record<string, number>>,
  perSecond: number,
  { from, to }: Options,
): Findings {
  const rows = Object.entries(early).map(([name, bytes]) => {
    const lateBytes = late[name] ?? Number.NaN
    const growth = lateBytes / bytes - 1
    return { name, earlyBytes: bytes, lateBytes, growth, isMet: Math.abs(growth) <= CLAIMS.growth }
  })
  const mebibytes = (bytes: number) => formatNumber(bytes / 2 ** 20, 1)
  const text = [
    `${formatNumber(perSecond, 0)} round trips/s`,
    "",
    formatTable(
      [
        "resident MiB",
        `${from} min`,
        `${to} min`,
        "growth %",
        `claimed within ${CLAIMS.growth * 100} %`,
      ],
      rows.map(({ name, earlyBytes, lateBytes, growth, isMet }) => [
        name,
        mebibytes(earlyBytes),
        mebibytes(lateBytes),
        formatNumber(growth * 100, 1),
        isMet ? "met" : "not met",
      ]),
    ),
  ].join("\n")
  return { text, data: { rows, perSecond, claims: CLAIMS } }
}
