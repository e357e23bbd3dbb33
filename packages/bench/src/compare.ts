import { setTimeout as wait } from "node:timers/promises"
import {
  DEFAULT_RACE,
  type Lane,
  MORE_THAN_NOISE,
  type Race,
  type RaceFigure,
  type RaceVerdict,
} from "@zmqscope/protocol"
import { startZmqscope } from "@zmqscope/testkit"
import { callApi } from "./api.js"
import { type Findings, progress, runCommand } from "./command.js"
import { formatNumber, formatTable } from "./table.js"

/**
 * The page's race without the page: ways of dealing side by side on real sockets, all under the same
 * seeded load, by the same code of the server. One slow worker stands among fast ones.
 */
const DEFAULTS = {
  lanes: DEFAULT_RACE.lanes.map(({ dealing }) => dealing).join(","),
  prefetch: 1,
  rounds: DEFAULT_RACE.rounds,
  seconds: DEFAULT_RACE.seconds,
  warmup: DEFAULT_RACE.warmupSeconds,
  seed: DEFAULT_RACE.seed,
}
type Options = typeof DEFAULTS

const LOOK_MS = 500

/** What each figure is called, and how its unit becomes the table's. */
const FIGURES: Readonly<Record<RaceFigure, { readonly title: string; readonly per: number }>> = {
  p50Us: { title: "p50, ms", per: 1000 },
  p95Us: { title: "p95, ms", per: 1000 },
  p99Us: { title: "p99, ms", per: 1000 },
  intendedP99Us: { title: "p99 from when it was due, ms", per: 1000 },
  returnedPerSecond: { title: "round trips/s", per: 1 },
  deepest: { title: "deepest queue", per: 1 },
  idleWhileQueuedUs: { title: "worker-seconds idle while queued", per: 1e6 },
  lost: { title: "lost", per: 1 },
}

await runCommand("compare", DEFAULTS, compare)

async function compare(options: Options): Promise<Findings> {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const races = `${zmqscope.url}/api/races`
  const { number } = await callApi<Race>("POST", races, orderOf(options))
  for (let told = ""; ; await wait(LOOK_MS)) {
    const race = await callApi<Race>("GET", `${races}/${number}`)
    const telling = `round ${race.round} of ${race.order.rounds}: ${race.phase}`
    if (telling !== told) progress(telling)
    told = telling
    if (race.phase === "done") return report(race)
    if (race.phase === "failed") throw new Error(`the race failed: ${race.why}`)
  }
}

/** What is no way of dealing the server refuses, and says which there are. */
function orderOf({ lanes, prefetch, rounds, seconds, warmup, seed }: Options): object {
  const ways = lanes.split(",").map((dealing) => ({ dealing: dealing.trim(), prefetch }))
  return { ...DEFAULT_RACE, lanes: ways, rounds, seconds, warmupSeconds: warmup, seed }
}

function report({ order, lanes, verdicts }: Race): Findings {
  const head = ["", ...lanes.map(laneName), "leads", "by chance"]
  const rows = verdicts.map((verdict) => [
    FIGURES[verdict.figure].title,
    ...verdict.lanes.map((spread) => spreadText(spread, FIGURES[verdict.figure].per)),
    leaderText(verdict, lanes),
    verdict.chance === null ? "-" : formatNumber(verdict.chance, 3),
  ])
  const text = [
    `${order.rounds} rounds of ${order.seconds} s, seed ${order.seed}; mean over the rounds (smallest to largest)`,
    "",
    formatTable(head, rows),
    "",
    `"By chance": how often two lanes that are alike would part so far (sign-flip test over the rounds). At ${MORE_THAN_NOISE} and below it is called more than noise; fewer than six rounds cannot get there.`,
  ].join("\n")
  return { text, data: { lanes, verdicts } }
}

function laneName({ letter, dealing, prefetch }: Lane): string {
  return dealing === "dealer" ? `${letter}: dealer` : `${letter}: ${dealing}, prefetch ${prefetch}`
}

function spreadText(spread: RaceVerdict["lanes"][number], per: number): string {
  if (spread === null) return "-"
  const [mean, min, max] = [spread.mean, spread.min, spread.max].map((value) =>
    formatNumber(value / per, 1),
  )
  return `${mean} (${min} to ${max})`
}

function leaderText({ leader, isMoreThanNoise }: RaceVerdict, lanes: readonly Lane[]): string {
  const lane = leader === null ? undefined : lanes[leader]
  if (lane === undefined) return "nobody"
  return isMoreThanNoise ? lane.dealing : `${lane.dealing}?`
}
