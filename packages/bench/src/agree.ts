import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { DEFAULT_RACE, type Race, type RaceFigure, type RaceVerdict } from "@zmqscope/protocol"
import { startZmqscope } from "@zmqscope/testkit"
import { LaneWatch } from "./agree/lane-watch.js"
import { heldAgainstSchedule, type Kept } from "./agree/schedules.js"
import { callApi } from "./api.js"
import { launchBrowser, PAGE_TIMEOUT_MS, VIEWPORT } from "./browser.js"
import { type Findings, progress, runCommand } from "./command.js"
import { mean } from "./statistics.js"
import { formatNumber, formatTable } from "./table.js"

/**
 * One race told three times: by the page that shows it, by `npm run compare` that runs the same one
 * again, and by a viewer of each lane that folds every record itself. They have to agree; and both
 * lanes have to get the requests that the seed says, when it says.
 */
const DEFAULTS = { rounds: 3, seconds: 10, warmup: 1, seed: 1 }
type Options = typeof DEFAULTS

const WITHIN = 0.15
/** Arrivals are apart by seconds where they are not the same ones; a machine is late by some milliseconds. */
const KEPT_WITHIN_MS = 20
const LOOK_MS = 100

type Told = Pick<RaceVerdict, "leader"> & { readonly p99Us: readonly number[] }

await runCommand("agree", DEFAULTS, agree)

async function agree(options: Options): Promise<Findings> {
  const { page, fold, kept, faults } = await raceShown(options)
  progress("the same race by `npm run compare`")
  const command = await raceByCommand(options)
  const told = { page, "npm run compare": command, "fold of each lane": fold }
  const furthest = Math.max(
    ...[command, fold].flatMap(({ p99Us }) =>
      p99Us.map((us, lane) => Math.abs(us / (page.p99Us[lane] ?? Number.NaN) - 1)),
    ),
  )
  const isSameWinner = new Set(Object.values(told).map(({ leader }) => leader)).size === 1
  const isKept = kept.every(({ p95Ms }) => p95Ms <= KEPT_WITHIN_MS)
  const verdict = (isMet: boolean) => (isMet ? "met" : "not met")
  const lanes = DEFAULT_RACE.lanes.map(({ dealing }) => dealing)
  const ms = (us: number) => formatNumber(us / 1000, 1)
  const text = [
    `${options.rounds} rounds of ${options.seconds} s, seed ${options.seed}; p99 in ms, mean over the rounds`,
    "",
    formatTable(
      ["", ...lanes, "leads in p99"],
      Object.entries(told).map(([who, { p99Us, leader }]) => [
        who,
        ...p99Us.map(ms),
        leader === null ? "nobody" : (lanes[leader] ?? ""),
      ]),
    ),
    "",
    `The same winner: ${verdict(isSameWinner)}. p99 ${formatNumber(100 * furthest, 1)} % apart at the most, claimed at most ${100 * WITHIN} %: ${verdict(furthest <= WITHIN)}`,
    `Arrivals beside the schedule that seed and client's name give: ${kept.map(({ requests, p95Ms }, lane) => `${lanes[lane]} ${requests} requests, 95 % of them within ${formatNumber(p95Ms, 1)} ms`).join("; ")}; claimed ${KEPT_WITHIN_MS} ms: ${verdict(isKept)}`,
    ...faults.map((fault) => `Fault: ${fault}`),
  ].join("\n")
  return { text, data: { told, furthest, isSameWinner, kept, faults } }
}

/** Runs the race, watched by a page and by a viewer of each lane. */
async function raceShown({ rounds, seconds, warmup, seed }: Options) {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  await using browser = await launchBrowser()
  const races = `${zmqscope.url}/api/races`
  const order = { ...DEFAULT_RACE, rounds, seconds, warmupSeconds: warmup, seed }
  const { number } = await callApi<Race>("POST", races, order)
  const viewers = (await lanesOf(`${races}/${number}`)).map(
    (broker) => new LaneWatch(zmqscope.url, broker),
  )
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.setDefaultTimeout(PAGE_TIMEOUT_MS)
  await page.goto(`${zmqscope.url}/?view=race&race=${number}`)
  const begun = await follow(`${races}/${number}`)
  await page.locator('[data-testid=race][data-phase="done"]').waitFor()
  const row = page.locator('[data-testid=race-figure][data-figure="p99Us"]')
  const letter = (await row.getAttribute("data-leader")) ?? ""
  const means: (number | null)[] = JSON.parse((await row.getAttribute("data-means")) ?? "[]")
  const folded = viewers.map((one) =>
    mean(begun.map((fromMs) => one.p99Us(fromMs, fromMs + seconds * 1000))),
  )
  for (const viewer of viewers) viewer.close()
  const { arrivals } = order.clients.behaviour
  const kept: Kept[] = viewers.map(({ arrived }) => heldAgainstSchedule(arrived, seed, arrivals))
  return {
    page: {
      p99Us: means.map((us) => us ?? Number.NaN),
      leader: letter === "" ? null : "abcd".indexOf(letter),
    } satisfies Told,
    fold: { p99Us: folded, leader: leastOf(folded) } satisfies Told,
    kept,
    faults: viewers.flatMap(({ faults }) => faults),
  }
}

/** The lanes' brokers, as soon as they are there. */
async function lanesOf(url: string): Promise<readonly string[]> {
  for (;;) {
    const { lanes } = await callApi<Race>("GET", url)
    const brokers = lanes.flatMap(({ broker }) => broker ?? [])
    if (brokers.length > 0) return brokers
    await wait(LOOK_MS / 10)
  }
}

/** When each round began to be measured, Unix milliseconds, once the race is over. */
async function follow(url: string): Promise<readonly number[]> {
  const begun: number[] = []
  for (;;) {
    const { phase, round, elapsedMs, why } = await callApi<Race>("GET", url)
    if (phase === "measuring" && begun.length < round) {
      progress(`round ${round}`)
      begun.push(Date.now() - elapsedMs)
    }
    if (phase === "done") return begun
    if (phase === "failed") throw new Error(`the race failed: ${why}`)
    await wait(LOOK_MS)
  }
}

async function raceByCommand(options: Options): Promise<Told> {
  const directory = await mkdtemp(join(tmpdir(), "zmqscope-agree-"))
  const file = join(directory, "compare.json")
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const script = fileURLToPath(import.meta.resolve("./compare.js"))
  await promisify(execFile)(process.execPath, [script, ...given, "--json", file])
  const text = await readFile(file, "utf8")
  await rm(directory, { recursive: true })
  const { verdicts }: { verdicts: readonly RaceVerdict[] } = JSON.parse(text)
  const figure: RaceFigure = "p99Us"
  const found = verdicts.find((verdict) => verdict.figure === figure)
  return {
    leader: found?.leader ?? null,
    p99Us: found?.lanes.map((lane) => lane?.mean ?? Number.NaN) ?? [],
  }
}

function leastOf(values: readonly number[]): number | null {
  const least = values.indexOf(Math.min(...values))
  return least < 0 ? null : least
}
