import { setTimeout as wait } from "node:timers/promises"
import { type BrokerSettings, DEALINGS, type Dealing } from "@zmqscope/protocol"
import type { SimulatorCalls } from "@zmqscope/simulator"
import { eventually } from "@zmqscope/testkit"
import { type Child, forkChild } from "./child-process.js"
import { type Findings, progress, runCommand } from "./command.js"
import { formatNumber, formatTable } from "./table.js"
import { WatchedBroker } from "./watched-broker.js"
import { type WindowFigures, windowFigures } from "./window-figures.js"

/**
 * Every way of dealing against the same load on real sockets, one after the other: 32 clients that
 * ask at seeded times, one slow worker among three fast ones. Each figure is the product's own,
 * folded from the broker's tap. Then a busy worker is killed, with `lose`.
 */

const CLAIMS = { p99Share: 1 / 3, idleWhileQueuedFall: 0.9 }

const DEFAULTS = {
  seconds: 5,
  warmup: 2,
  seed: 1,
  clients: 32,
  /** Requests a second of each client. */
  rate: 10,
  /** How many fast workers stand beside the slow one. */
  fast: 3,
  "fast-ms": 1,
  "slow-ms": 50,
  prefetch: 1,
}
type Options = typeof DEFAULTS

interface Comparison extends WindowFigures {
  readonly dealing: Dealing
  /** Requests lost with the busy worker that was killed. */
  readonly lostByKill: number
}

await runCommand("compare", DEFAULTS, compareStrategies)

async function compareStrategies(options: Options): Promise<Findings> {
  const comparisons: Comparison[] = []
  for (const dealing of DEALINGS) {
    progress(dealing)
    comparisons.push(await compareOne(dealing, options))
  }
  return report(comparisons, options)
}

async function compareOne(dealing: Dealing, options: Options): Promise<Comparison> {
  const settings: BrokerSettings = {
    paused: false,
    dealing,
    prefetch: options.prefetch,
    onWorkerLoss: "lose",
    dropAbandoned: false,
  }
  await using broker = await WatchedBroker.start(settings, options.seed)
  await using simulator = await forkChild<SimulatorCalls>(
    import.meta.resolve("@zmqscope/simulator/child"),
  )
  const { frontend, backend } = broker.hello
  await simulator.call("start", { frontend, backend, seed: options.seed })
  const slow = await spawnWorkers(simulator, 1, options["slow-ms"])
  await spawnWorkers(simulator, options.fast, options["fast-ms"])
  await eventually(() => broker.fold.workers.size === options.fast + 1, "all workers")
  await spawnClients(simulator, options)

  await wait(options.warmup * 1000)
  const fromMs = Date.now()
  await wait(options.seconds * 1000)
  const toMs = fromMs + options.seconds * 1000
  await eventually(() => broker.fold.unixMs(broker.fold.now) >= toMs + 100, "the last step's end")
  const figures = windowFigures(broker.steps(fromMs, toMs))
  return { dealing, ...figures, lostByKill: await killBusy(broker, simulator, slow) }
}

/** Kills a worker that has requests in hand, and counts what goes with it. */
async function killBusy(
  broker: WatchedBroker,
  simulator: Child<SimulatorCalls>,
  name: string,
): Promise<number> {
  const { fold } = broker
  const find = () => [...fold.workers.values()].find((worker) => worker.identity.name === name)
  const lostBefore = fold.totals.lost
  await eventually(() => (find()?.outstanding ?? 0) > 0, `requests at ${name}`)
  await simulator.call("removeWorker", { name, mode: "kill" })
  await eventually(() => find() === undefined, `the end of ${name}`)
  // Its requests are settled before the broker says that it left, but for those that nobody saw:
  // they are, once every other worker has passed a later one.
  const handed = fold.totals.received
  await eventually(() => fold.totals.returned + fold.totals.lost >= handed, "what was under way")
  return fold.totals.lost - lostBefore
}

async function spawnWorkers(
  simulator: Child<SimulatorCalls>,
  count: number,
  ms: number,
): Promise<string> {
  const spawned = await simulator.call("spawnWorkers", {
    count,
    behaviour: { serviceTime: { distribution: "fixed", ms }, failure: { mode: "none" } },
  })
  return spawned[0]?.name ?? ""
}

async function spawnClients(simulator: Child<SimulatorCalls>, options: Options): Promise<void> {
  await simulator.call("spawnClients", {
    count: options.clients,
    behaviour: {
      pace: { mode: "rate", perSecond: options.rate },
      sizeBytes: 64,
      timeoutMs: 60_000,
      retries: 0,
    },
  })
}

function report(comparisons: readonly Comparison[], options: Options): Findings {
  const [dealer] = comparisons
  const idleFirst = comparisons.find(({ dealing }) => dealing === "idle-first")
  if (dealer === undefined || idleFirst === undefined) throw new Error("nothing was compared")
  const p99Share = (idleFirst.p99Ms ?? Number.NaN) / (dealer.p99Ms ?? Number.NaN)
  const idleWhileQueuedFall = 1 - idleFirst.idleWhileQueuedSeconds / dealer.idleWhileQueuedSeconds
  const verdict = (isMet: boolean) => (isMet ? "met" : "not met")
  const text = [
    `One worker of ${options["slow-ms"]} ms and ${options.fast} of ${options["fast-ms"]} ms; ` +
      `${options.clients} REQ clients of ${options.rate} requests/s each; prefetch ${options.prefetch}; ` +
      `${options.seconds} s; seed ${options.seed}.`,
    "",
    formatTable(
      [
        "dealing",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "requests/s",
        "idle while queued s",
        "lost by kill",
      ],
      comparisons.map((row) => [
        row.dealing,
        formatNumber(row.p50Ms, 1),
        formatNumber(row.p95Ms, 1),
        formatNumber(row.p99Ms, 1),
        formatNumber(row.perSecond, 0),
        formatNumber(row.idleWhileQueuedSeconds, 2),
        String(row.lostByKill),
      ]),
    ),
    "Round trips are from the arrival at the ROUTER to the departure of the reply. Idle while queued:",
    "worker-seconds without a request while others stood in another worker's backlog.",
    "",
    `p99, idle-first / dealer: ${formatNumber(p99Share, 3)}; claimed at most a third: ${verdict(p99Share <= CLAIMS.p99Share)}`,
    `idle while queued falls by ${formatNumber(100 * idleWhileQueuedFall, 1)} %; claimed at least 90 %: ${verdict(idleWhileQueuedFall >= CLAIMS.idleWhileQueuedFall)}`,
  ].join("\n")
  return { text, data: { comparisons, ratios: { p99Share, idleWhileQueuedFall }, claims: CLAIMS } }
}
