import {
  clockTime,
  formatCount,
  formatDuration,
  formatOrdinal,
  formatRate,
  inWords,
  plural,
} from "@zmqscope/metrics"
import type { NowView } from "@zmqscope/model"

/** What of the moment shown is worth a sentence. */
export interface Stand {
  readonly waiting: number
  readonly isPaused: boolean
  readonly clientsHeldBack: number
  /** Every worker that is there, with how many stand behind the one in service. */
  readonly workers: readonly StandingWorker[]
}

interface StandingWorker {
  readonly name: string
  readonly outstanding: number
  /** For how long it has been silent; null while it is not, and of another moment than now. */
  readonly silentUs: number | null
}

export interface Callout {
  readonly text: string
  /** The worker that it is about; "waiting": what waits; null: more than one place. */
  readonly about: { readonly worker: string } | "waiting" | "workers"
}

/** A backlog is worth a sentence from so many on. */
const LEAST_BACKLOG = 3

/** What the figures know of why it stands; null when there is nothing to say. */
export function calloutOf({ waiting, isPaused, clientsHeldBack, workers }: Stand): Callout | null {
  const wait = `${formatCount(waiting)} ${waiting === 1 ? "waits" : "wait"}`
  if (waiting > 0 && workers.length === 0)
    return { text: `${wait}: there is no worker`, about: "waiting" }
  if (waiting > 0 && isPaused) return { text: `${wait}: the dealing is paused`, about: "waiting" }
  const silent = silentest(workers)
  if (silent !== undefined) {
    const text = `${silent.name} is silent for ${formatDuration(silent.silentUs)}`
    return { text, about: { worker: silent.name } }
  }
  if (clientsHeldBack > 0) {
    const held = clientsHeldBack === 1 ? "client is" : "clients are"
    return { text: `no room: ${formatCount(clientsHeldBack)} ${held} held back`, about: "waiting" }
  }
  const busy = workers.filter(({ outstanding }) => outstanding - 1 >= LEAST_BACKLOG)
  const behind = busy.reduce((sum, { outstanding }) => sum + outstanding - 1, 0)
  const idle = workers.filter(({ outstanding }) => outstanding === 0).length
  const [first] = busy
  if (first === undefined || idle === 0) return null
  const others = othersIdle(idle, workers.length - busy.length)
  const whom = busy.length === 1 ? first.name : `${inWords(busy.length)} workers`
  return {
    text: `${formatCount(behind)} stand behind ${whom}; ${others}`,
    about: busy.length === 1 ? { worker: first.name } : "workers",
  }
}

function silentest(workers: readonly StandingWorker[]): StandingWorker | undefined {
  return workers
    .filter(({ silentUs }) => silentUs !== null)
    .toSorted((one, other) => (other.silentUs ?? 0) - (one.silentUs ?? 0))[0]
}

function othersIdle(idle: number, others: number): string {
  if (idle === 1) return others === 1 ? "the other is idle" : "one other is idle"
  return `${inWords(idle)} others are idle`
}

/** What is shown of time, in a word and its distance from now. */
export function describeNow(now: NowView, isKnown: boolean, areFiguresOfNow: boolean): string {
  const { mode, speed, behindMs, isSilent, atMs, skippedMs } = now
  const behind = `${(behindMs / 1000).toFixed(1)} s behind now`
  const skipped = skippedMs > 0 ? ` · skipped ${(skippedMs / 1000).toFixed(1)} s` : ""
  const figures = areFiguresOfNow ? "; figures and peers are of now" : ""
  const old = isKnown ? figures : ": what stood then is not kept here"
  switch (mode) {
    case "live":
      return `live, ${behind}${skipped}`
    case "slow":
      return `slowed to 1/${Math.round(1 / speed)}, ${behind}${skipped}${figures}`
    case "catching-up":
      if (behindMs === 0) return "what stands is not known yet"
      if (isSilent) return `no word from the broker for ${(behindMs / 1000).toFixed(1)} s${skipped}`
      return `catching up, ${behind}${skipped}`
    case "frozen":
      return `frozen at ${atMs === null ? "an unknown time" : clockTime(atMs)}${old}`
  }
}

/** How much of what moves is drawn. What stands always is, one by one. */
export function describeTraces(each: number, perSecond: number): string {
  if (each < 1.05) return "a dot is an envelope that stands there, a streak one that passed"
  const nth = each < 1.5 ? "most" : `every ${formatOrdinal(Math.round(each))}`
  return `all that stands is shown, and ${nth} of ${formatRate(perSecond)} a second that pass`
}

/** So many workers are named; of the rest the text says how many there are. */
const NAMED = 3

/** The flow in words, for those who cannot see it: what passes, waits, stands and was lost. */
export function summarise(
  { waiting, isPaused, workers }: Stand,
  perSecond: number,
  fallen: readonly string[],
): string {
  const parts = [
    `${formatRate(perSecond)} requests a second`,
    `${formatCount(waiting)} waiting${isPaused ? ", the broker is paused" : ""}`,
    ...describeBacklogs(workers),
    ...fallen,
  ]
  return `${parts.join("; ")}.`
}

function describeBacklogs(workers: Stand["workers"]): string[] {
  const busy = workers
    .filter(({ outstanding }) => outstanding > 1)
    .toSorted((one, other) => other.outstanding - one.outstanding)
  if (busy.length === 0) return [`no backlog at ${plural(workers.length, "worker")}`]
  const named = busy
    .slice(0, NAMED)
    .map(({ name, outstanding }) => `${name} has ${formatCount(outstanding - 1)} in its backlog`)
  const more = busy.length - named.length
  return more > 0
    ? [
        ...named,
        `${plural(more, "other worker")} ${more === 1 ? "has a backlog" : "have backlogs"} too`,
      ]
    : named
}
