import { setTimeout as wait } from "node:timers/promises"
import { startZmqscopeCarrier, type ZmqscopeCarrier } from "./carriers/zmqscope-carrier.js"
import type { Child } from "./child-process.js"
import type { LoadCalls, LoadShape } from "./children/load.js"
import { type Findings, progress } from "./command.js"
import { type ComparisonOptions, startLoad } from "./compare-carriers.js"
import { measureRound, type Round } from "./measured-round.js"
import { inTurn } from "./rounds.js"
import { nameOf } from "./shapes.js"
import { median, ratiosPerPair, type Spread, spread } from "./statistics.js"
import { formatNumber, formatSpread, formatTable } from "./table.js"

/** What watching costs: nobody at the stream, some viewers, and one that does not read. */
const COUNTS = [0, 1, 4, 16] as const
const STUCK = "one that does not read"
const CLAIMS = { sixteen: 0.95, stuck: 0.97 }

/** The server cuts one that is stuck 10 s after its buffer is full. */
const STUCK_MS = 15_000

interface Row {
  readonly name: string
  readonly rounds: readonly Round[]
  /** Round trips/s over those of nobody watching, of pairs taken in turn. */
  readonly ratio: Spread
}

export async function compareViewers(
  shape: LoadShape,
  options: ComparisonOptions,
): Promise<Findings> {
  await using load = await startLoad()
  await using zmqscope = await startZmqscopeCarrier("zmtp")
  const { viewers } = zmqscope
  const watched = { ...zmqscope, processes: { ...zmqscope.processes, viewers: viewers.pid } }
  const viewed = async (count: number): Promise<Round> => {
    await zmqscope.view(count)
    const round = await measureRound(load, watched, shape, options)
    await viewers.call("close", null)
    return round
  }
  const stuck = async (): Promise<Round> => {
    await viewers.call("openStuck", { url: zmqscope.tap })
    const round = await measureRound(load, watched, shape, options)
    await viewers.call("release", null)
    return round
  }
  const variants = [
    ...COUNTS.map((count) => ({ name: `${count} viewers`, measure: () => viewed(count) })),
    { name: STUCK, measure: stuck },
  ]
  await inTurn(variants, options["warm-rounds"], (text) => progress(`warming up, ${text}`))
  const results = await inTurn(variants, options.rounds, progress)
  const rates = (rounds: readonly Round[] = []) => rounds.map(({ perSecond }) => perSecond)
  const rows = variants.map(({ name }, at): Row => {
    const rounds = results[at] ?? []
    return { name, rounds, ratio: spread(ratiosPerPair(rates(rounds), rates(results[0]))) }
  })
  return report(shape, rows, await closingOfStuck(zmqscope, load, shape))
}

/** The code with which the server closes one that stays stuck under load; null when it does not. */
async function closingOfStuck(
  { viewers, tap, frontend, backend }: ZmqscopeCarrier,
  load: Child<LoadCalls>,
  shape: LoadShape,
): Promise<number | null> {
  progress(`one viewer does not read for ${STUCK_MS / 1000} s`)
  await viewers.call("openStuck", { url: tap })
  await load.call("start", { ...shape, frontend, backend })
  await wait(STUCK_MS)
  await load.call("stop", null)
  return viewers.call("release", null)
}

function report(shape: LoadShape, rows: readonly Row[], closing: number | null): Findings {
  const claims = [
    { name: "16 viewers", atLeast: CLAIMS.sixteen },
    { name: STUCK, atLeast: CLAIMS.stuck },
  ].map(({ name, atLeast }) => {
    const ratio = rows.find((row) => row.name === name)?.ratio.median ?? Number.NaN
    return { name, atLeast, ratio, isMet: ratio >= atLeast }
  })
  const processes = ["broker", "server", "viewers"]
  const text = [
    formatTable(
      [
        nameOf(shape),
        "round trips/s",
        "/ 0 viewers",
        "p50 us",
        "p99 us",
        ...processes.map((name) => `${name} us`),
      ],
      rows.map(({ name, rounds, ratio }) => [
        name,
        formatSpread(spread(rounds.map(({ perSecond }) => perSecond)), 0),
        formatSpread(ratio, 2),
        formatNumber(median(rounds.map(({ p50Us }) => p50Us)), 0),
        formatNumber(median(rounds.map(({ p99Us }) => p99Us)), 0),
        ...processes.map((process) =>
          formatNumber(median(rounds.map(({ cpuUs }) => cpuUs[process] ?? 0)), 1),
        ),
      ]),
    ),
    "us: processor time a round trip. Viewers have the machine's cores in common with all the others.",
    "",
    ...claims.map(
      ({ name, atLeast, ratio, isMet }) =>
        `${name} / 0 viewers: ${formatNumber(ratio, 2)}; claimed at least ${atLeast}: ${isMet ? "met" : "not met"}`,
    ),
    `One that stays so is closed: ${closing === null ? "not met" : `met, with ${closing}`}`,
  ].join("\n")
  return { text, data: { shape, rows, claims, closing } }
}
