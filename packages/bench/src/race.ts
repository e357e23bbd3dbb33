import { readdirSync, readFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import type { Race, RaceOrder, WorkerBehaviour } from "@zmqscope/protocol"
import { startZmqscope } from "@zmqscope/testkit"
import { callApi } from "./api.js"
import { launchBrowser, PAGE_TIMEOUT_MS, VIEWPORT } from "./browser.js"
import { type Findings, progress, runCommand } from "./command.js"
import { cpuTimeUs } from "./cpu-time.js"
import { formatNumber, formatTable } from "./table.js"

/** What a race costs with the page that shows it: two lanes, each under this load. */
const DEFAULTS = { rate: 200, seconds: 20 }
type Options = typeof DEFAULTS

const CLIENTS = 4
/** The round goes on for so much longer than it is watched, for a machine that is slow to open the page. */
const SPARE_SECONDS = 60
const WORKER: WorkerBehaviour = {
  serviceTime: { distribution: "exponential", meanMs: 2 },
  failure: { mode: "none" },
  drawnBy: "request",
}

await runCommand("race", DEFAULTS, measureRace)

async function measureRace({ rate, seconds }: Options): Promise<Findings> {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  await using browser = await launchBrowser()
  const races = `${zmqscope.url}/api/races`
  const { number } = await callApi<Race>("POST", races, orderOf(rate, seconds + SPARE_SECONDS))
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.setDefaultTimeout(PAGE_TIMEOUT_MS)
  await page.goto(`${zmqscope.url}/?view=race&race=${number}`)
  await page.locator('[data-testid=race][data-phase="measuring"]').waitFor()
  progress(`watching for ${seconds} s`)
  const servers = new Set(descendants(zmqscope.pid))
  const [before, began] = [timesOf(descendants(process.pid)), performance.now()]
  await wait(seconds * 1000)
  const after = timesOf(descendants(process.pid))
  const tookUs = (performance.now() - began) * 1000
  const { lanes } = await callApi<Race>("GET", `${races}/${number}`)
  const sum = (isIt: (pid: number) => boolean) =>
    [...after].reduce((us, [pid, at]) => us + (isIt(pid) ? at - (before.get(pid) ?? 0) : 0), 0)
  const server = sum((pid) => servers.has(pid)) / tookUs
  const watching = sum((pid) => !servers.has(pid)) / tookUs
  const rates = lanes.map((lane) => {
    const whole = lane.seconds.filter(({ second }) => second >= 0).slice(0, -1)
    return whole.reduce((all, { returned }) => all + returned, 0) / Math.max(1, whole.length)
  })
  const rows = [
    ["server, brokers, simulators", formatNumber(server, 2)],
    ["browser, all of it", formatNumber(watching, 2)],
    ["altogether", formatNumber(server + watching, 2)],
  ]
  const text = `Round trips a second, by lane: ${rates.map((one) => formatNumber(one, 0)).join(", ")}\n\n${formatTable(["", "cores"], rows)}`
  return { text, data: { server, browser: watching, rates } }
}

function orderOf(rate: number, seconds: number): RaceOrder {
  return {
    lanes: [
      { dealing: "dealer", prefetch: 1 },
      { dealing: "idle-first", prefetch: 1 },
    ],
    workers: [WORKER, WORKER, WORKER, WORKER],
    clients: {
      count: CLIENTS,
      behaviour: {
        arrivals: { process: "poisson", perSecond: rate / CLIENTS },
        sizeBytes: 64,
        timeoutMs: 60_000,
        outstanding: 1000,
      },
    },
    seed: 1,
    rounds: 1,
    seconds,
    warmupSeconds: 2,
    schedule: [],
  }
}

/** All processes below one, as /proc has them now. */
function descendants(root: number): readonly number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const pid = Number(name)
      const parent = parentOf(pid)
      return parent === undefined ? [] : [{ pid, parent }]
    })
  const below = (of: number): number[] =>
    parents.flatMap(({ pid, parent }) => (parent === of ? [pid, ...below(pid)] : []))
  return [...below(root), ...(root === process.pid ? [] : [root])]
}

/** Undefined once it has ended. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1")
    // The command's name stands in brackets before it, and may hold anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])
  } catch {
    return undefined
  }
}

function timesOf(pids: readonly number[]): ReadonlyMap<number, number> {
  return new Map(
    pids.flatMap((pid) => {
      const us = cpuTimeUs(pid)
      return us === undefined ? [] : [[pid, us] as const]
    }),
  )
}
