import { setTimeout as wait } from "node:timers/promises"
import type { BrokerPatch } from "@zmqscope/protocol"
import { startZmqscope } from "@zmqscope/testkit"
import { callApi } from "./api.js"
import { type Child, forkChild } from "./child-process.js"
import type { ClientsCalls } from "./children/clients.js"
import type { PlainPumpCalls } from "./children/plain-pump.js"
import type { ViewerCalls } from "./children/viewer.js"
import type { WorkersCalls } from "./children/workers.js"
import { type Findings, progress, runCommand } from "./command.js"
import { childrenNamed, cpuTimeUs } from "./cpu-time.js"
import { inTurn } from "./rounds.js"
import { ratiosPerPair, type Spread, spread } from "./statistics.js"
import { formatNumber, formatSpread, formatTable } from "./table.js"

/**
 * Round trips a second of 64 lock-step REQ clients and 4 REP workers through the plain pump, which is
 * two loops over zeromq.js; through the same with legs that only pass bytes on; through zmqscope's
 * own pump with no legs, no tap and no viewer; through zmqscope with one viewer; and through zmqscope
 * dealing round-robin by DEALERs of its own.
 */
const CLAIMS = { roundRobinOverDealer: 0.75 }
const OWN_DEALERS = { dealing: "round-robin", prefetch: 1000 } as const

const DEFAULTS = { rounds: 7, "warm-rounds": 3, seconds: 2, warmup: 1, clients: 64, workers: 4 }
type Options = typeof DEFAULTS

interface Round {
  readonly perSecond: number
  /** Processor microseconds a round trip, by process. */
  readonly cpuUs: Readonly<Record<string, number>>
}

/** Who carries the messages, and the processes that take part. */
interface Carrier {
  readonly frontend: string
  readonly backend: string
  readonly pids: Readonly<Record<string, number>>
}

interface Peers {
  readonly clients: Child<ClientsCalls>
  readonly workers: Child<WorkersCalls>
}

await runCommand("throughput", DEFAULTS, measureThroughput)

async function measureThroughput(options: Options): Promise<Findings> {
  await using clients = await forkChild<ClientsCalls>(
    new URL("children/clients.js", import.meta.url),
  )
  await using workers = await forkChild<WorkersCalls>(
    new URL("children/workers.js", import.meta.url),
  )
  await using pump = await forkChild<PlainPumpCalls>(
    new URL("children/plain-pump.js", import.meta.url),
  )
  await using relayed = await forkChild<PlainPumpCalls>(
    new URL("children/relayed-pump.js", import.meta.url),
  )
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  await using viewer = await forkChild<ViewerCalls>(new URL("children/viewer.js", import.meta.url))
  await viewer.call("open", { url: `${zmqscope.url.replace("http", "ws")}/api/tap` })

  const deal = (patch: BrokerPatch) => callApi("PATCH", `${zmqscope.url}/api/broker`, patch)
  const peers: Peers = { clients, workers }
  const pids = { clients: clients.pid, workers: workers.pid }
  const carriedBy = async (pumping: Child<PlainPumpCalls>): Promise<Carrier> => ({
    ...(await pumping.call("endpoints", null)),
    pids: { ...pids, carrier: pumping.pid },
  })
  const plain = await carriedBy(pump)
  const throughLegs = await carriedBy(relayed)
  const [brokerPid] = childrenNamed(zmqscope.pid, "broker")
  const watched: Carrier = {
    frontend: zmqscope.frontend,
    backend: zmqscope.backend,
    pids: {
      ...pids,
      ...(brokerPid === undefined ? {} : { carrier: brokerPid }),
      server: zmqscope.pid,
      viewer: viewer.pid,
    },
  }
  const variants = [
    { name: "plain pump", measure: () => round(plain, peers, options) },
    { name: "plain pump and bare legs", measure: () => round(throughLegs, peers, options) },
    {
      name: "zmqscope, dealer",
      measure: async () => {
        await deal({ dealing: "dealer" })
        return round(watched, peers, options)
      },
    },
    {
      name: "zmqscope, round-robin",
      measure: async () => {
        await deal(OWN_DEALERS)
        return round(watched, peers, options)
      },
    },
  ]
  // What has just started runs several times slower until V8 has compiled it for good.
  await inTurn(variants, options["warm-rounds"], (text) => progress(`warming up, ${text}`))
  const results = await inTurn(variants, options.rounds, progress)
  return report(results, await viewer.call("count", null))
}

async function round(
  { frontend, backend, pids }: Carrier,
  { clients, workers }: Peers,
  options: Options,
): Promise<Round> {
  await workers.call("start", { endpoint: backend, count: options.workers })
  await clients.call("start", { endpoint: frontend, count: options.clients })
  await wait(options.warmup * 1000)
  const before = await clients.call("count", null)
  const cpuBefore = cpuTimes(pids)
  await wait(options.seconds * 1000)
  const after = await clients.call("count", null)
  const cpuAfter = cpuTimes(pids)
  await clients.call("stop", null)
  await workers.call("stop", null)

  const roundTrips = after.roundTrips - before.roundTrips
  const cpuUs = Object.fromEntries(
    [...cpuAfter].map(([name, us]) => [name, (us - (cpuBefore.get(name) ?? 0)) / roundTrips]),
  )
  return { perSecond: roundTrips / ((after.atMs - before.atMs) / 1000), cpuUs }
}

function cpuTimes(pids: Carrier["pids"]): Map<string, number> {
  const times = Object.entries(pids).map(([name, pid]) => [name, cpuTimeUs(pid)] as const)
  return new Map(times.filter((time): time is [string, number] => time[1] !== undefined))
}

function report(
  results: readonly Round[][],
  viewer: { records: number; missed: number },
): Findings {
  const [plain = [], relayed = [], dealer = [], roundRobin = []] = results
  const rate = (rounds: readonly Round[]) => rounds.map(({ perSecond }) => perSecond)
  const variants = [
    { name: "plain pump", rounds: plain },
    { name: "plain pump and bare legs", rounds: relayed },
    { name: "zmqscope, dealer", rounds: dealer },
    { name: "zmqscope, round-robin", rounds: roundRobin },
  ].map(({ name, rounds }) => ({
    name,
    perSecond: spread(rate(rounds)),
    cpuUs: cpuMedians(rounds),
    rounds,
  }))
  const ratios = {
    bareLegsOverPlainPump: spread(ratiosPerPair(rate(relayed), rate(plain))),
    zmqscopeOverPlainPump: spread(ratiosPerPair(rate(dealer), rate(plain))),
    roundRobinOverDealer: spread(ratiosPerPair(rate(roundRobin), rate(dealer))),
  }
  const processes = ["clients", "workers", "carrier", "server", "viewer"]
  const text = [
    formatTable(
      ["", "round trips/s", ...processes.map((name) => `${name} us`)],
      variants.map(({ name, perSecond, cpuUs }) => [
        name,
        formatSpread(perSecond, 0),
        ...processes.map((process) => formatNumber(cpuUs[process], 1)),
      ]),
    ),
    "us: processor time a round trip; carrier: the pump, or the broker. Median (smallest to largest).",
    "",
    `plain pump and bare legs / plain pump: ${formatSpread(ratios.bareLegsOverPlainPump, 2)}`,
    `zmqscope / plain pump: ${formatSpread(ratios.zmqscopeOverPlainPump, 2)}`,
    ratioText("round-robin / dealer", ratios.roundRobinOverDealer, CLAIMS.roundRobinOverDealer),
    `The viewer got ${formatNumber(viewer.records, 0)} records and missed ${viewer.missed}.`,
  ].join("\n")
  return { text, data: { variants, ratios, claims: CLAIMS, viewer } }
}

function cpuMedians(rounds: readonly Round[]): Record<string, number> {
  const names = Object.keys(rounds[0]?.cpuUs ?? {})
  return Object.fromEntries(
    names.map((name) => [name, spread(rounds.map(({ cpuUs }) => cpuUs[name] ?? 0)).median]),
  )
}

function ratioText(name: string, ratio: Spread, claim: number): string {
  const verdict = ratio.median >= claim ? "met" : "not met"
  return `${name}: ${formatSpread(ratio, 2)}, of pairs taken in turn; claimed at least ${claim}: ${verdict}`
}
