import { startAttachedCarrier } from "./carriers/attached-carrier.js"
import { startPythonCarrier } from "./carriers/python-carrier.js"
import type { LoadShape } from "./children/load.js"
import { type Findings, progress, runCommand } from "./command.js"
import { startLoad } from "./compare-carriers.js"
import { measureRound, type Round } from "./measured-round.js"
import { inTurn } from "./rounds.js"
import { nameOf } from "./shapes.js"
import { median, ratiosPerPair, type Spread, spread } from "./statistics.js"
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
  /** Requests of all clients a second where nobody is at the limit: what a watch adds to a round trip. */
  rate: 2000,
}
type Options = typeof DEFAULTS

/** Claimed of it: the share of the throughput that is left, and what is added to the median, us. */
const LEAST_SHARE = 0.6
const MOST_ADDED_US = 300

const WATCHED = "zmqscope on zmq.proxy"

interface Pair {
  readonly alone: readonly Round[]
  readonly watched: readonly Round[]
}

await runCommand("attach", DEFAULTS, measureAttach)

async function measureAttach(options: Options): Promise<Findings> {
  const { clients, workers, bytes, rate } = options
  const lockStep = { clients, workers, bytes }
  await using load = await startLoad()
  await using libzmq = await startLoad("libzmq")
  await using alone = await startPythonCarrier("proxy")
  // One of its own: a DEALER learns a moment late that a worker has left, and deals to it until then.
  await using watchedProxy = await startPythonCarrier("proxy")
  await using attached = await startAttachedCarrier(watchedProxy)
  const measure = async (shape: LoadShape, by = load): Promise<Pair> => {
    const variants = [
      { name: "zmq.proxy", measure: () => measureRound(by, alone, shape, options) },
      { name: WATCHED, measure: () => measureRound(by, attached, shape, options) },
    ]
    await inTurn(variants, options["warm-rounds"], (text) => progress(`warming up, ${text}`))
    const [aloneRounds = [], watchedRounds = []] = await inTurn(variants, options.rounds, progress)
    return { alone: aloneRounds, watched: watchedRounds }
  }
  const fast = await measure(lockStep)
  const asPeopleRun = await measure(lockStep, libzmq)
  const paced = await measure({ ...lockStep, perSecond: rate })
  const share = shareOf(fast)
  const shareOfLibzmq = shareOf(asPeopleRun)
  const [addedUs, addedInLockStepUs] = [addedOf(paced), addedOf(fast)]
  const text = [
    tableOf(`${nameOf(lockStep)}, in lock-step`, fast),
    "",
    tableOf(`${nameOf(lockStep)} of libzmq, in lock-step`, asPeopleRun),
    "",
    tableOf(`${nameOf(lockStep)}, ${formatNumber(rate, 0)}/s`, paced),
    "",
    describeShare("peers that cost next to nothing", share),
    describeShare("libzmq's peers", shareOfLibzmq),
    `Added to the median at ${formatNumber(rate, 0)} requests/s, us: ${formatSpread(addedUs, 0)}, claimed at most ${MOST_ADDED_US}: ${met(addedUs.median <= MOST_ADDED_US)}.`,
    // There the median is the clients over the round trips a second, and nothing else.
    `Added to it in lock-step, us: ${formatSpread(addedInLockStepUs, 0)}.`,
  ].join("\n")
  const found = { share, shareOfLibzmq, addedUs, addedInLockStepUs, fast, asPeopleRun, paced }
  return { text, data: { shape: lockStep, rate, ...found } }
}

function describeShare(whose: string, share: Spread): string {
  const claim = `claimed at least ${LEAST_SHARE}: ${met(share.median >= LEAST_SHARE)}`
  return `Share of the throughput with ${whose}: ${formatSpread(share, 2)}, ${claim}.`
}

function shareOf({ alone, watched }: Pair): Spread {
  return spread(ratiosPerPair(ratesOf(watched), ratesOf(alone)))
}

function tableOf(title: string, { alone, watched }: Pair): string {
  const head = [title, "round trips/s", "p50 us", "p99 us", "us a round trip, of which"]
  return formatTable(head, [rowOf("zmq.proxy", alone), rowOf(WATCHED, watched)])
}

function addedOf({ alone, watched }: Pair): Spread {
  return spread(watched.map(({ p50Us }, round) => p50Us - (alone[round]?.p50Us ?? 0)))
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
