import type { LoadShape } from "./children/load.js"
import type { Viewed } from "./children/viewer.js"
import { type Measured, VARIANTS, type Verdict, verdictText } from "./claims.js"
import type { Findings } from "./command.js"
import type { Round } from "./measured-round.js"
import { nameOf } from "./shapes.js"
import { median, ratiosPerPair, spread } from "./statistics.js"
import { formatNumber, formatSpread, formatTable } from "./table.js"

export interface ShapeFindings {
  readonly shape: LoadShape
  readonly measured: Measured
  readonly verdicts: readonly Verdict[]
}

/** What whoever reads the taps has got. */
export interface TapFindings {
  readonly viewers: readonly Viewed[]
  readonly consumer: number | undefined
}

const BASE = "zmq.proxy"

export function carriersReport(found: readonly ShapeFindings[], taps: TapFindings): Findings {
  const verdicts = found.flatMap((shape) => shape.verdicts)
  const text = [
    ...found.flatMap(shapeText),
    "us: processor time a round trip, of all processes of the carrier, and of each; viewers are not of it.",
    `/ ${BASE}: round trips/s, of pairs taken in turn. Median (smallest to largest).`,
    `${taps.viewers.map(viewedText).join(" ")} The consumer got ${formatNumber(taps.consumer, 0)} messages.`,
    "",
    ...verdicts.map(verdictText),
  ].join("\n")
  return { text, data: { shapes: found.map(shapeData), verdicts, taps } }
}

export function viewedText({ records, missed, cut }: Viewed): string {
  const end = cut === 0 ? "was not cut" : "was cut"
  return `A viewer got ${formatNumber(records, 0)} records, missed ${formatNumber(missed, 0)} and ${end}.`
}

function shapeText({ shape, measured }: ShapeFindings): string[] {
  const bases = ratesOf(measured.get(BASE) ?? [])
  const rows = VARIANTS.map((name) => {
    const rounds = measured.get(name) ?? []
    const middle = (figure: (round: Round) => number, digits: number) =>
      formatNumber(median(rounds.map(figure)), digits)
    return [
      name,
      formatSpread(spread(ratesOf(rounds)), 0),
      formatSpread(spread(ratiosPerPair(ratesOf(rounds), bases)), 2),
      middle(({ p50Us }) => p50Us, 0),
      middle(({ p99Us }) => p99Us, 0),
      middle(({ treeUs }) => treeUs, 1),
      Object.entries(cpuMedians(rounds))
        .map(([process, us]) => `${process} ${formatNumber(us, 1)}`)
        .join(", "),
      middle(({ loadUs }) => loadUs, 1),
    ]
  })
  const head = ["round trips/s", `/ ${BASE}`, "p50 us", "p99 us", "us", "of which", "load us"]
  return [formatTable([nameOf(shape), ...head], rows), ""]
}

function shapeData({ shape, measured }: ShapeFindings) {
  const bases = ratesOf(measured.get(BASE) ?? [])
  return {
    ...shape,
    variants: VARIANTS.map((name) => {
      const rounds = measured.get(name) ?? []
      const perSecond = spread(ratesOf(rounds))
      const ratio = spread(ratiosPerPair(ratesOf(rounds), bases))
      return { name, perSecond, ratio, cpuUs: cpuMedians(rounds), rounds }
    }),
  }
}

function ratesOf(rounds: readonly Round[]): number[] {
  return rounds.map(({ perSecond }) => perSecond)
}

function cpuMedians(rounds: readonly Round[]): Record<string, number> {
  const names = Object.keys(rounds[0]?.cpuUs ?? {})
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map(({ cpuUs }) => cpuUs[name] ?? 0))]),
  )
}
