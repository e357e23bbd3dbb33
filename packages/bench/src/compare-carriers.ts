import type { BrokerPatch } from "@zmqscope/protocol"
import type { Carrier } from "./carriers/carrier.js"
import { startNodeCarrier } from "./carriers/node-carrier.js"
import { startPythonCarrier } from "./carriers/python-carrier.js"
import { startZmqscopeCarrier, type ZmqscopeCarrier } from "./carriers/zmqscope-carrier.js"
import { carriersReport, type ShapeFindings } from "./carriers-report.js"
import { type Child, forkChild } from "./child-process.js"
import type { LoadCalls, LoadShape } from "./children/load.js"
import { judge, type Measured, VARIANTS, type VariantName } from "./claims.js"
import { type Findings, progress } from "./command.js"
import { measureRound, type Round, type RoundTimes } from "./measured-round.js"
import { inTurn, type Variant } from "./rounds.js"
import { nameOf } from "./shapes.js"

export interface ComparisonOptions extends RoundTimes {
  readonly rounds: number
  /** What has just started runs several times slower until V8 has compiled it for good. */
  readonly "warm-rounds": number
}

/** Own strategies deal as far ahead as libzmq's DEALER does. */
const PREFETCH = 1000

/** Every carrier under the same load, in short rounds taken in turn, at each shape. */
export async function compareCarriers(
  shapes: readonly LoadShape[],
  options: ComparisonOptions,
): Promise<Findings> {
  await using load = await startLoad()
  await using zmtp = await startZmqscopeCarrier("zmtp")
  await using libzmq = await startZmqscopeCarrier("libzmq")
  await using proxy = await startPythonCarrier("proxy")
  await using monitored = await startPythonCarrier("monitored-queue")
  await using pollLoop = await startPythonCarrier("poll-loop")
  await using plainPump = await startNodeCarrier("plain-pump")
  await using plainProxy = await startNodeCarrier("plain-proxy")
  await zmtp.view(1)
  await libzmq.view(1)
  const made: Readonly<Record<VariantName, () => Promise<Carrier>>> = {
    "zmqscope zmtp, dealer": dealing(zmtp, { dealing: "dealer" }),
    "zmq.proxy": async () => proxy,
    "zmqscope zmtp, idle-first": dealing(zmtp, { dealing: "idle-first", prefetch: PREFETCH }),
    "monitored_queue and consumer": async () => monitored,
    "plain pump": async () => plainPump,
    "zmqscope libzmq, dealer": dealing(libzmq, { dealing: "dealer" }),
    "zmqscope libzmq, round-robin": dealing(libzmq, { dealing: "round-robin", prefetch: PREFETCH }),
    "zeromq.js Proxy": async () => plainProxy,
    "poll loop": async () => pollLoop,
  }
  const variants = (shape: LoadShape): Variant<Round>[] =>
    VARIANTS.map((name) => ({
      name,
      measure: async () => measureRound(load, await made[name](), shape, options),
    }))

  const found: ShapeFindings[] = []
  for (const shape of shapes) {
    const tell = (text: string) => progress(`${nameOf(shape)}, ${text}`)
    await inTurn(variants(shape), options["warm-rounds"], (text) => tell(`warming up, ${text}`))
    const results = await inTurn(variants(shape), options.rounds, tell)
    const measured: Measured = new Map(VARIANTS.map((name, at) => [name, results[at] ?? []]))
    found.push({ shape, measured, verdicts: judge(shape, measured) })
  }
  const taps = {
    viewers: await Promise.all([zmtp, libzmq].map(({ viewers }) => viewers.call("count", null))),
    consumer: await monitored.tapped?.(),
  }
  return carriersReport(found, taps)
}

/** @param peers of ours, which cost next to nothing, or libzmq's, which people run */
export function startLoad(peers: "own" | "libzmq" = "own"): Promise<Child<LoadCalls>> {
  const child = peers === "own" ? "load" : "libzmq-load"
  return forkChild<LoadCalls>(new URL(`children/${child}.js`, import.meta.url))
}

function dealing(carrier: ZmqscopeCarrier, patch: BrokerPatch): () => Promise<Carrier> {
  return async () => {
    await carrier.deal(patch)
    return carrier
  }
}
