import type { LoadShape } from "./children/load.js"
import type { Round } from "./measured-round.js"
import { nameOf } from "./shapes.js"
import { ratiosPerPair, type Spread, spread } from "./statistics.js"
import { formatSpread } from "./table.js"

/** Every carrier that is measured, by its name in the table. */
export const VARIANTS = [
  "zmqscope zmtp, dealer",
  "zmq.proxy",
  "zmqscope zmtp, idle-first",
  "monitored_queue and consumer",
  "plain pump",
  "zmqscope libzmq, dealer",
  "zmqscope libzmq, round-robin",
  "zeromq.js Proxy",
  "poll loop",
] as const
export type VariantName = (typeof VARIANTS)[number]

export type Measured = ReadonlyMap<VariantName, readonly Round[]>

const FIGURES = {
  "round trips/s": ({ perSecond }: Round) => perSecond,
  "processor time": ({ treeUs }: Round) => treeUs,
  p50: ({ p50Us }: Round) => p50Us,
  p99: ({ p99Us }: Round) => p99Us,
} as const
type FigureName = keyof typeof FIGURES

interface Claim {
  readonly figure: FigureName
  readonly of: VariantName
  readonly over: VariantName
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Verdict extends Claim {
  readonly shape: string
  readonly ratio: Spread
  readonly isMet: boolean
}

const SHIPPED = ["zmqscope zmtp, dealer", "zmqscope zmtp, idle-first"] as const

const MANY_SMALL: readonly Claim[] = [
  ...SHIPPED.flatMap((of): Claim[] => [
    { figure: "round trips/s", of, over: "zmq.proxy", atLeast: 0.9 },
    { figure: "round trips/s", of, over: "monitored_queue and consumer", atLeast: 1.1 },
    { figure: "round trips/s", of, over: "plain pump", atLeast: 1.2 },
    { figure: "processor time", of, over: "zmq.proxy", atMost: 1.3 },
  ]),
  { figure: "round trips/s", of: "zmqscope libzmq, dealer", over: "plain pump", atLeast: 0.8 },
  {
    figure: "round trips/s",
    of: "zmqscope libzmq, round-robin",
    over: "plain pump",
    atLeast: 0.95,
  },
]
const ONE: readonly Claim[] = SHIPPED.flatMap((of): Claim[] => [
  { figure: "p50", of, over: "zmq.proxy", atMost: 1 },
  { figure: "p99", of, over: "zmq.proxy", atMost: 1.5 },
])
const LARGE: readonly Claim[] = SHIPPED.map(
  (of): Claim => ({ figure: "round trips/s", of, over: "zmq.proxy", atLeast: 0.9 }),
)

function claimsFor({ clients, workers, bytes }: LoadShape): readonly Claim[] {
  switch (`${clients}/${workers}/${bytes}`) {
    case "64/4/5":
      return MANY_SMALL
    case "1/1/5":
      return ONE
    case "16/4/65536":
      return LARGE
    default:
      return []
  }
}

/** What is claimed of a shape, held against its rounds: of pairs taken in turn, the median counts. */
export function judge(shape: LoadShape, measured: Measured): Verdict[] {
  return claimsFor(shape).map((claim) => {
    const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = claim
    const values = (name: VariantName) => (measured.get(name) ?? []).map(FIGURES[claim.figure])
    const ratio = spread(ratiosPerPair(values(claim.of), values(claim.over)))
    const isMet = ratio.median >= atLeast && ratio.median <= atMost
    return { ...claim, shape: nameOf(shape), ratio, isMet }
  })
}

export function verdictText({
  figure,
  of,
  over,
  shape,
  ratio,
  atLeast,
  atMost,
  isMet,
}: Verdict): string {
  const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
  return `${shape}: ${figure}, ${of} / ${over} ${formatSpread(ratio, 2)}; claimed ${bound}: ${isMet ? "met" : "not met"}`
}
