import {
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  plural,
  UNKNOWN,
} from "@zmqscope/metrics"
import type { LittleCheck, Theory } from "@zmqscope/protocol"
import { assertUnreachable } from "@zmqscope/protocol"

/** How many stand there on average. */
function formatStanding(count: number | null): string {
  return count === null ? UNKNOWN : count.toFixed(count < 10 ? 2 : 1)
}

export type Standing = "applies" | "unknown" | "does-not-apply" | "overload" | "empty"

/** How it stands with M/M/c. */
export function standingOf({ serviceUs, utilisation, applies, conditions }: Theory): Standing {
  if (serviceUs === null) return "empty"
  if (utilisation !== null && utilisation >= 1) return "overload"
  if (applies) return "applies"
  return conditions.some(({ holds }) => holds === false) ? "does-not-apply" : "unknown"
}

/** That in a sentence, with the reason where it does not apply. */
export function standingWords(theory: Theory): string {
  const { workers, conditions, watchedMs } = theory
  const standing = standingOf(theory)
  const firstWhy = (holds: false | null) =>
    conditions.find((condition) => condition.holds === holds)?.why ?? ""
  switch (standing) {
    case "empty":
      return `No request was served in the last ${Math.round(watchedMs / 1000)} s: theory has nothing to speak of.`
    case "overload":
      return `More is asked for than ${plural(workers, "worker")} can do: the queue grows for ever, and waiting has no mean.`
    case "applies":
      return `All that M/M/${workers} supposes holds here.`
    case "unknown":
      return `Whether M/M/${workers} applies nobody can tell. ${firstWhy(null)}`
    case "does-not-apply":
      return `M/M/${workers} does not apply. ${firstWhy(false)}`
    default:
      return assertUnreachable(standing)
  }
}

export interface TheoryRow {
  readonly title: string
  readonly meaning: string
  readonly measured: string
  readonly expected: string
}

/** What is measured beside what M/M/c says of the same load. */
export function theoryRows({
  busyShare,
  utilisation,
  waitUs,
  expected,
  little,
}: Theory): TheoryRow[] {
  return [
    {
      title: "Utilisation",
      meaning:
        "Share of their time that workers are busy; by theory: what is asked for, by what they can do",
      measured: formatShare(busyShare),
      expected: formatShare(utilisation),
    },
    {
      title: "Waiting, mean",
      meaning: "Before service, wherever a request stands",
      measured: formatDuration(waitUs),
      expected: formatDuration(expected?.meanWaitUs ?? null),
    },
    {
      title: "In the broker, L",
      meaning: "Requests that are there, waiting or served, on average",
      measured: formatStanding(little?.inSystem ?? null),
      expected: formatStanding(expected?.inSystem ?? null),
    },
    {
      title: "Time in it, W",
      meaning: "From a request's arrival to its end, on average",
      measured: formatDuration(little?.withinUs ?? null),
      expected: formatDuration(expected?.meanRoundTripUs ?? null),
    },
    {
      title: "Requests that wait",
      meaning: "Share of them that find all workers busy: Erlang's C",
      measured: UNKNOWN,
      expected: formatShare(expected?.waits ?? null),
    },
    {
      title: "Waiting, p99",
      meaning: "What 99 of 100 do not pass",
      measured: UNKNOWN,
      expected: formatDuration(expected?.p99WaitUs ?? null),
    },
  ]
}

/** L and lambda W, in figures. */
export function littleFigures({ inSystem, perSecond, withinUs }: LittleCheck): string {
  const product = formatStanding((perSecond * withinUs) / 1e6)
  return `L ${formatStanding(inSystem)}; λ ${formatRate(perSecond)}/s × W ${formatDuration(withinUs)} = ${product}`
}

/** How far apart they are, and what that says. */
export function littleWords({ verdict, apart, passed, cut }: LittleCheck): string {
  const share = `${(apart * 100).toFixed(1)} % apart`
  const counted = `${plural(passed, "request")} passed`
  switch (verdict) {
    case "holds":
      return `${share}: it holds. ${counted}.`
    case "apart":
      return `${share}: who is counted is not who is followed. ${counted}.`
    case "too-few":
      return `${share}, but too few: ${counted}, and the edges of what was watched cut ${formatCount(cut)}.`
    case "missed":
      return "Records were missed meanwhile: it cannot be held against anything."
    default:
      return assertUnreachable(verdict)
  }
}

/** Whether what a condition supposes is so, in a word. */
export function conditionWord(holds: boolean | null): string {
  return holds === null ? "not known" : holds ? "holds" : "does not hold"
}
