import { formatCount, formatDuration, formatRate, UNKNOWN } from "@zmqscope/metrics"
import {
  type Lane,
  MORE_THAN_NOISE,
  RACE_FIGURES,
  type RaceFigure,
  type RaceVerdict,
} from "@zmqscope/protocol"

interface RaceRow {
  readonly title: string
  /** What it is, where its name does not say it. */
  readonly meaning: string
  readonly format: (value: number) => string
}

export const time = (us: number) => (us === 0 ? "0 s" : formatDuration(us))
const amount = (value: number) => (Number.isInteger(value) ? formatCount(value) : value.toFixed(1))

const INTENDED = "as the clients measured it, with what could not leave in time"
const DEEPEST = "the most that waited, in the broker or behind another at a worker"
const IDLE = "worker time without work while requests stood behind another worker"

function row(title: string, meaning: string, format: RaceRow["format"]): RaceRow {
  return { title, meaning, format }
}

/** The table's rows by figure; which there are, and in which order, the protocol says. */
const RACE_ROWS: Readonly<Record<RaceFigure, RaceRow>> = {
  p50Us: row("p50", "half of all round trips took no longer", time),
  p95Us: row("p95", "95 of 100 round trips took no longer", time),
  p99Us: row("p99", "99 of 100 round trips took no longer", time),
  intendedP99Us: row("p99 from when it was due", INTENDED, time),
  returnedPerSecond: row("Round trips a second", "more is better", (of) => `${formatRate(of)}/s`),
  deepest: row("Deepest queue", DEEPEST, amount),
  idleWhileQueuedUs: row("Idle while queued", IDLE, time),
  lost: row("Lost", "requests that went with their worker", amount),
}

export interface VerdictRow {
  readonly figure: RaceFigure
  readonly title: string
  readonly meaning: string
  /** Of each lane: its mean, and from the smallest to the largest round; empty where all are alike. */
  readonly lanes: readonly { readonly mean: string; readonly spread: string }[]
  /** Index of the lane that leads; null: nobody. */
  readonly leader: number | null
  readonly leads: string
  readonly chance: string
  readonly isMoreThanNoise: boolean
}

const NOT_KNOWN = { mean: UNKNOWN, spread: "" }

/** Who leads in what, in words; before the first round is over all of it is unknown. */
export function verdictRows(
  verdicts: readonly RaceVerdict[],
  lanes: readonly Pick<Lane, "letter">[],
): readonly VerdictRow[] {
  return RACE_FIGURES.map((figure) => {
    const { title, meaning, format } = RACE_ROWS[figure]
    const verdict = verdicts.find((one) => one.figure === figure)
    const spreads = lanes.map((_, at) => {
      const spread = verdict?.lanes[at] ?? null
      if (spread === null) return NOT_KNOWN
      const [mean, min, max] = [spread.mean, spread.min, spread.max].map(format)
      return { mean: mean ?? UNKNOWN, spread: min === max ? "" : `${min} to ${max}` }
    })
    const { leader = null, chance = null, isMoreThanNoise = false } = verdict ?? {}
    const leads = verdict === undefined ? UNKNOWN : leadWords(verdict, lanes)
    return {
      figure,
      title,
      meaning,
      lanes: spreads,
      leader,
      leads,
      chance: chance === null ? UNKNOWN : chanceWords(chance),
      isMoreThanNoise,
    }
  })
}

function leadWords(verdict: RaceVerdict, lanes: readonly Pick<Lane, "letter">[]): string {
  const { leader, isMoreThanNoise } = verdict
  const letter = leader === null ? undefined : lanes[leader]?.letter
  if (letter === undefined) {
    return verdict.lanes.includes(null) ? "too few to tell" : "nobody"
  }
  return isMoreThanNoise ? letter : `${letter}, or noise`
}

function chanceWords(chance: number): string {
  const percent = chance * 100
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** Fewer rounds than these prove nothing: all their signs alike are no rarer than chance allows. */
const LEAST_ROUNDS = Math.ceil(Math.log2(2 / MORE_THAN_NOISE))

export const TEST_SENTENCE = `By chance: how often two lanes that are alike would part at least so far, if in each round one were as likely to be ahead as the other (sign-flip test of the leader against the next). At ${MORE_THAN_NOISE * 100} % and below a difference is more than noise; fewer than ${LEAST_ROUNDS} rounds cannot show that.`
