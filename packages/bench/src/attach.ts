import { startAttachedCarrier } from "./carriers/attached-carrier.js"
import { startPythonCarrier } from "./carriers/python-carrier.js"
import { type Findings, progress, runCommand } from "./command.js"
import { startLoad } from "./compare-carriers.js"
import { measureRound, type Round } from "./measured-round.js"
import { inTurn } from "./rounds.js"
import { nameOf } from "./shapes.js"
import { median, ratiosPerPair, spread } from "./statistics.js"
import { formatNumber, formatSpread, formatTable } from "./table.js"

/** What a watch costs: zmqscope attached to `zmq.proxy`, beside `zmq.proxy` alone. */
const DEFAULTS = {
  rounds: 6,
  "warm-rounds": 2,
  seconds: 1,
  warmup: 0.5,
  clients: 64,
  workers: 4,
  bytes: 5,
}
type Options = typeof DEFAULTS

/** Claimed of it: the share of the throughput that is left, and what is added to the median, us. */
const LEAST_SHARE = 0.6
const MOST_ADDED_US = 300

await runCommand("attach", DEFAULTS, measureAttach)

async function measureAttach(options: Options): Promise<Findings> {
  const { clients, workers, bytes } = options
  const shape = { clients, workers, bytes }
  await using load = await startLoad()
  await using proxy = await startPythonCarrier("proxy")
  await using attached = await startAttachedCarrier(proxy)
  const variants = [
    { name: "zmq.proxy", measure: () => measureRound(load, proxy, shape, options) },
    { name: "zmqscope on zmq.proxy", measure: () => measureRound(load, attached, shape, options) },
  ]
  await inTurn(variants, options["warm-rounds"], (text) => progress(`warming up, ${text}`))
  const [alone = [], watched = []] = await inTurn(variants, options.rounds, progress)
  const share = spread(ratiosPerPair(ratesOf(watched), ratesOf(alone)))
  const addedUs = spread(watched.map(({ p50Us }, round) => p50Us - (alone[round]?.p50Us ?? 0)))
  const rows = [rowOf("zmq.proxy", alone), rowOf("zmqscope on zmq.proxy", watched)]
  const head = ["round trips/s", "p50 us", "p99 us", "us a round trip, of which"]
  const text = [
    formatTable([nameOf(shape), ...head], rows),
    "",
    `Share of the throughput: ${formatSpread(share, 2)}, claimed at least ${LEAST_SHARE}: ${met(share.median >= LEAST_SHARE)}.`,
    `Added to the median, us: ${formatSpread(addedUs, 0)}, claimed at most ${MOST_ADDED_US}: ${met(addedUs.median <= MOST_ADDED_US)}.`,
  ].join("\n")
  return { text, data: { shape, share, addedUs, alone, watched } }
}

function rowOf(name: string, rounds: readonly Round[]): string[] {
  const middle = (figure: (round: Round) => number) => formatNumber(median(rounds.map(figure)), 0)
  const names = Object.keys(rounds[0]?.cpuUs ?? {})
  const parts = names.map((part) => `${part} ${middle(({ cpuUs }) => cpuUs[part] ?? 0)}`)
  return [
    name,
    formatSpread(spread(ratesOf(rounds)), 0),
    middle(({ p50Us }) => p50Us),
    middle(({ p99Us }) => p99Us),
    `${middle(({ treeUs }) => treeUs)}: ${parts.join(", ")}`,
  ]
}

function ratesOf(rounds: readonly Round[]): number[] {
  return rounds.map(({ perSecond }) => perSecond)
}

function met(isMet: boolean): string {
  return isMet ? "met" : "missed"
}
