import { setTimeout as wait } from "node:timers/promises"
import { checkLittle, LITTLE_WITHIN, mmc, utilisation } from "@zmqscope/metrics"
import type { BrokerSettings, HistoryStep, LittleCheck } from "@zmqscope/protocol"
import {
  type ScheduleSettings,
  type SimulatorCalls,
  schedule,
  serviceTimeOfRequestMs,
} from "@zmqscope/simulator"
import { eventually } from "@zmqscope/testkit"
import { type Child, forkChild } from "./child-process.js"
import { type Findings, progress, runCommand } from "./command.js"
import { confidence, mean } from "./statistics.js"
import { formatNumber, formatTable } from "./table.js"
import { LocalBroker } from "./theory/local-broker.js"
import { simulatedWaitMs } from "./theory/simulated-queue.js"

/**
 * What is measured beside M/M/c: Poisson arrivals of an open-loop client, exponential service times,
 * `idle-first` with prefetch 1, on real sockets, several brokers at each utilisation at once.
 *
 * Means of queues at high loads need very many requests. So the draws are known (`schedule`, and
 * service times by request), the ideal queue is computed for the very same, and what the broker differs
 * from it is added to what M/M/c says: the method of control variates. It begins empty, as the broker.
 */
const UTILISATIONS = [
  { busy: 0.5, within: 0.1 },
  { busy: 0.7, within: 0.1 },
  { busy: 0.9, within: 0.2 },
] as const

const LITTLE_MS = 60_000

const DEFAULTS = {
  seconds: 70,
  brokers: 6,
  workers: 4,
  /** Mean service time: long, so that what the machine itself takes does not matter. */
  "service-ms": 200,
  seed: 1,
}
type Options = typeof DEFAULTS

const SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "idle-first",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}

type Simulator = Child<SimulatorCalls>

/** One broker with its workers and its client. */
interface Lane {
  readonly busy: number
  readonly broker: LocalBroker
  readonly settings: ScheduleSettings
}

interface LaneFigures {
  readonly busy: number
  readonly requests: number
  readonly waitMs: number
  /** In the ideal queue, of the same draws. */
  readonly idealMs: number
  /** Measured service times by those that were drawn: what the machine and the wire add. */
  readonly slower: number
  /** In the ideal queue, of the same draws, all slower by that. */
  readonly slowerIdealMs: number
  /** Over the last minute; undefined where nothing was there. */
  readonly little: LittleCheck | undefined
}

await runCommand("theory", DEFAULTS, holdAgainstTheory)

async function holdAgainstTheory(options: Options): Promise<Findings> {
  await using simulator = await forkChild<SimulatorCalls>(
    import.meta.resolve("@zmqscope/simulator/child"),
  )
  const lanes: Lane[] = []
  try {
    for (const { busy } of UTILISATIONS) {
      for (let lane = 0; lane < options.brokers; lane += 1) {
        const broker = await LocalBroker.start(SETTINGS, options.seed)
        lanes.push(await begin(simulator, broker, busy, options))
      }
    }
    return report(await measure(simulator, lanes, options), options)
  } finally {
    await Promise.all(lanes.map(({ broker }) => broker[Symbol.asyncDispose]()))
  }
}

async function measure(
  simulator: Simulator,
  lanes: readonly Lane[],
  options: Options,
): Promise<LaneFigures[]> {
  progress(`${lanes.length} brokers, ${options.seconds} s`)
  await wait(options.seconds * 1000)
  const toMs = Date.now()
  for (const { settings } of lanes) {
    await simulator.call("removeClient", { name: settings.client, mode: "stop" })
  }
  const figures: LaneFigures[] = []
  for (const lane of lanes) figures.push(await finish(lane, toMs, options))
  return figures
}

async function begin(
  simulator: Simulator,
  broker: LocalBroker,
  busy: number,
  options: Options,
): Promise<Lane> {
  const meanMs = options["service-ms"]
  await simulator.call("start", { ...broker.endpoints, seed: options.seed })
  await simulator.call("spawnWorkers", {
    count: options.workers,
    behaviour: {
      serviceTime: { distribution: "exponential", meanMs },
      failure: { mode: "none" },
      drawnBy: "request",
    },
  })
  await eventually(() => broker.fold.workers.size === options.workers, "all workers")
  const perSecond = (1000 * busy * options.workers) / meanMs
  const arrivals = { process: "poisson", perSecond } as const
  const [client] = await simulator.call("spawnClients", {
    count: 1,
    behaviour: { arrivals, sizeBytes: 64, timeoutMs: 600_000, outstanding: 10_000 },
  })
  if (client === undefined) throw new Error("no client was spawned")
  return { busy, broker, settings: { client: client.name, arrivals } }
}

/** Of all that was sent, once it has been served. */
async function finish(
  { busy, broker, settings }: Lane,
  toMs: number,
  options: Options,
): Promise<LaneFigures> {
  const { fold } = broker
  await eventually(() => fold.totals.returned === fold.totals.received, "all replies")
  const doneMs = Date.now()
  await eventually(() => fold.unixMs(fold.now) >= doneMs + 200, "the last step's end")
  const { count, waitingUs, serviceUs } = splitOf(broker.steps(0, Number.POSITIVE_INFINITY))
  const serviceMs = serviceUs / count / 1000
  const drawnMs = mean([...drawn(settings, count, options)].map((request) => request.serviceMs))
  const ideal = (slower: number) =>
    simulatedWaitMs(drawn(settings, count, options, slower), options.workers)
  return {
    busy,
    requests: count,
    waitMs: waitingUs / count / 1000,
    idealMs: ideal(1),
    slower: serviceMs / drawnMs,
    slowerIdealMs: ideal(serviceMs / drawnMs),
    little: checkLittle(broker.steps(toMs - LITTLE_MS, toMs)),
  }
}

function splitOf(steps: readonly HistoryStep[]) {
  const sum = { count: 0, waitingUs: 0, serviceUs: 0 }
  for (const { split } of steps) {
    sum.count += split.count
    sum.waitingUs += split.waitingUs + split.unseenUs + split.backlogUs
    sum.serviceUs += split.serviceUs
  }
  return sum
}

/** The requests that the client sent: when each was due, and what it took. */
function* drawn(settings: ScheduleSettings, count: number, options: Options, slower = 1) {
  const due = schedule(options.seed, settings)
  const serviceTime = { distribution: "exponential", meanMs: options["service-ms"] } as const
  for (let number = 1; number <= count; number += 1) {
    const text = Buffer.from(`Hello ${number} from ${settings.client}`)
    const serviceMs = serviceTimeOfRequestMs(options.seed, text, serviceTime)
    yield { dueMs: due.next().value, serviceMs: serviceMs * slower }
  }
}

/** Mean waiting by M/M/c, and what was measured: M/M/c and by how much the broker differs from it. */
function compare(busy: number, slower: number, apartMs: readonly number[], options: Options) {
  const serviceUs = options["service-ms"] * 1000
  const arrivalsPerSecond = (1e6 * busy * options.workers) / serviceUs
  const load = { servers: options.workers, arrivalsPerSecond, serviceUs: serviceUs * slower }
  const theoryMs = (mmc(load)?.meanWaitUs ?? Number.NaN) / 1000
  const apart = confidence(apartMs)
  return {
    busy: utilisation(load),
    theoryMs,
    measuredMs: theoryMs + apart.mean,
    halfWidthMs: apart.halfWidth,
    /** The far end of the interval, as a share of what M/M/c says. */
    furthest: (Math.abs(apart.mean) + apart.halfWidth) / theoryMs,
  }
}

function report(figures: readonly LaneFigures[], options: Options): Findings {
  const rows = UTILISATIONS.map(({ busy, within }) => {
    const lanes = figures.filter((lane) => lane.busy === busy)
    const slower = mean(lanes.map((lane) => lane.slower))
    return {
      within,
      requests: lanes.reduce((sum, { requests }) => sum + requests, 0),
      rawMs: confidence(lanes.map(({ waitMs }) => waitMs)),
      slower,
      asked: compare(
        busy,
        1,
        lanes.map(({ waitMs, idealMs }) => waitMs - idealMs),
        options,
      ),
      asServed: compare(
        busy,
        slower,
        lanes.map(({ waitMs, slowerIdealMs }) => waitMs - slowerIdealMs),
        options,
      ),
    }
  })
  const verdict = (isMet: boolean) => (isMet ? "met" : "not met")
  const table = (which: "asked" | "asServed") =>
    formatTable(
      ["utilisation", "requests", "M/M/c ms", "measured ms", "95 %", "ratio", "claimed within", ""],
      rows.map(({ within, requests, ...row }) => {
        const { busy, theoryMs, measuredMs, halfWidthMs, furthest } = row[which]
        return [
          formatNumber(busy, 3),
          String(requests),
          formatNumber(theoryMs, 1),
          formatNumber(measuredMs, 1),
          `+- ${formatNumber(halfWidthMs, 1)}`,
          formatNumber(measuredMs / theoryMs, 3),
          `${100 * within} %`,
          verdict(furthest <= within),
        ]
      }),
    )
  const text = [
    `${options.brokers} brokers at each utilisation, each with ${options.workers} workers of ${options["service-ms"]} ms (exponential)`,
    `and an open-loop client by Poisson arrivals; idle-first, prefetch 1; ${options.seconds} s; seed ${options.seed}.`,
    "",
    "Mean waiting, for the service times that were drawn:",
    table("asked"),
    `and for those that were served, longer by what the machine and the wire add (${rows.map(({ slower }) => `${formatNumber(100 * (slower - 1), 1)} %`).join(", ")}):`,
    table("asServed"),
    "Measured: M/M/c, and by how much the broker differs from an ideal queue that is given the very same",
    `arrivals and service times. Measured alone: ${rows.map(({ rawMs }) => `${formatNumber(rawMs.mean, 1)} +- ${formatNumber(rawMs.halfWidth, 1)} ms`).join(", ")}.`,
    "",
    littleText(figures.map(({ little }) => little)),
  ].join("\n")
  return { text, data: { rows, lanes: figures } }
}

/** Of each broker by itself; one where too few have passed says nothing, and is no proof. */
function littleText(found: readonly (LittleCheck | undefined)[]): string {
  const checks = found.flatMap((check) => check ?? [])
  const worst = Math.max(...checks.map(({ apart }) => apart))
  const fewest = Math.min(...checks.map(({ passed }) => passed))
  const cut = Math.max(...checks.map((check) => check.cut / check.passed))
  const unsure = found.filter((check) => check?.verdict !== "holds" && check?.verdict !== "apart")
  const isMet = unsure.length === 0 && checks.every(({ verdict }) => verdict === "holds")
  return [
    `Little's law over a minute, at each of ${found.length} brokers (${fewest} requests passed at the least, at most ${formatNumber(100 * cut, 1)} % of them cut by its edges):`,
    `L and lambda W ${formatNumber(100 * worst, 3)} % apart at the worst; claimed at most ${100 * LITTLE_WITHIN} %: ${isMet ? "met" : "not met"}${unsure.length > 0 ? `; too few passed at ${unsure.length}` : ""}`,
  ].join("\n")
}
