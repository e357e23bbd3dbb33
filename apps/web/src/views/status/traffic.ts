import {
  assertUnreachable,
  type Client,
  type Hello,
  SILENT_MS,
  type Snapshot,
} from "@zmqscope/protocol"
import { formatCount, formatDuration, plural } from "../../format.js"
import { isCurrent, type StreamState } from "../../model/index.js"
import { silentOnes, standingBehind } from "./workers-in-trouble.js"

/** What the state of the traffic is told by. */
export interface TrafficInput {
  readonly stream: StreamState
  readonly hello: Hello | null
  readonly snapshot: Snapshot | null
}

/** One thing that is so. */
export interface Condition {
  /** In a word or three. */
  readonly headline: string
  /** The figures that show it; empty where the headline says all. */
  readonly detail: string
  readonly tone: "good" | "warn" | "quiet"
}

/** Nothing answered for so long is no pause between two requests. */
const UNANSWERED_US = 5_000_000

/** How it stands with the traffic: what is wrong first, and when nothing is, that. Never empty. */
export function describeTraffic(input: TrafficInput): readonly [Condition, ...Condition[]] {
  const blind = whyNothingIsKnown(input)
  if (blind !== null) return [blind]
  const { stream, snapshot } = input
  if (snapshot === null) return [quiet("No figures yet")]
  const wrong = [...whatIsWrong(snapshot), ...missing(stream)]
  const [worst, ...others] = wrong
  return worst === undefined ? [whatIsWell(snapshot)] : [worst, ...others]
}

/** Whether what is shown is of now: else it is dimmed. */
export function isOfNow({ stream, hello, snapshot }: TrafficInput): boolean {
  return isCurrent(stream) && hello?.run !== null && (snapshot?.silentMs ?? 0) <= SILENT_MS
}

/** Nothing that the page shows is of now: what it shows else is no matter. */
function whyNothingIsKnown({ stream, hello, snapshot }: TrafficInput): Condition | null {
  switch (stream.phase) {
    case "connecting":
      return quiet("Connecting")
    case "reconnecting":
      return warn("Reconnecting", stream.reason)
    case "stale":
      return warn("Server not answering", "the figures are old")
    case "live":
    case "gap":
      break
    default:
      assertUnreachable(stream)
  }
  if (hello === null) return quiet("Connecting")
  if (hello.run === null) {
    return warn("Broker restarting", "what was on its way went with it; the figures are old")
  }
  const silentMs = snapshot?.silentMs ?? 0
  if (silentMs <= SILENT_MS) return null
  const seconds = formatCount(Math.floor(silentMs / 1000))
  return warn("Broker not answering", `no word from it for ${seconds} s: the figures are old`)
}

function whatIsWrong(snapshot: Snapshot): readonly Condition[] {
  const { settings, totals, workers, clients, faults } = snapshot
  const isStopped = settings.paused || workers.length === 0
  const found: Condition[] = []
  if (settings.paused) found.push(warn("Paused", whoWaits(snapshot)))
  if (workers.length === 0 && totals.waiting + totals.inFlight > 0) {
    found.push(warn("No workers", whoWaits(snapshot)))
  }
  const silent = silentOnes(workers)
  if (!isStopped && isUnanswered(snapshot)) {
    found.push(warn("Nothing is answered", join(clientsWaiting(clients), silent)))
  } else if (silent !== "") found.push(warn("A worker does not answer", silent))
  if (faults.length > 0) found.push(warn("The figures do not add up", faults[0] ?? ""))
  if (!isStopped && clients.some(({ heldBack }) => heldBack)) {
    found.push(warn("Overloaded", whoWaits(snapshot)))
  }
  if (!isStopped && found.length === 0) {
    const slow = standingBehind(workers)
    if (slow !== null) found.push(warn(`${slow.name} is slow`, slow.detail))
  }
  return found
}

function whatIsWell({ totals, clients, workers, returnedPerSecond }: Snapshot): Condition {
  if (returnedPerSecond > 0) {
    return {
      headline: "Flowing",
      detail: `${plural(workers.length, "worker")} for ${plural(clients.length, "client")}`,
      tone: "good",
    }
  }
  const underWay = totals.waiting + totals.inFlight
  if (underWay > 0) {
    const detail = `${formatCount(underWay)} on the way, and none returned in the last second`
    return quiet("Under way", detail)
  }
  if (workers.length === 0) return quiet("Idle", "no worker is there, and nothing is asked")
  const ready = workers.length === 1 ? "1 worker is ready" : `${workers.length} workers are ready`
  return quiet("Idle", `nothing is asked; ${ready}`)
}

/** Records that this page has missed a moment ago. */
function missing(stream: StreamState): readonly Condition[] {
  if (stream.phase !== "gap") return []
  const detail = `${plural(stream.missed, "record")} missed: the list lacks some envelopes`
  return [warn("Gap", detail)]
}

/** Requests are there, some for long, and not one reply has come in the last second. */
function isUnanswered({ totals, clients, returnedPerSecond }: Snapshot): boolean {
  const isWaited = totals.waiting + totals.inFlight > 0 && returnedPerSecond === 0
  return isWaited && longestUs(clients) >= UNANSWERED_US
}

/** `12 wait, the longest for 3.0 s; 4 clients are held back`. */
function whoWaits({ totals, clients }: Snapshot): string {
  const count = totals.waiting
  if (count === 0) return "nothing waits"
  const longest = longestUs(clients)
  const since = longest >= 1_000_000 ? `, the longest for ${formatDuration(longest)}` : ""
  const held = clients.filter(({ heldBack }) => heldBack).length
  const isHeld = held === 1 ? "1 client is held back" : `${formatCount(held)} clients are held back`
  return join(
    `${formatCount(count)} ${count === 1 ? "waits" : "wait"}${since}`,
    held > 0 ? isHeld : "",
  )
}

/** `50 clients wait, the longest for 20 s`. */
function clientsWaiting(clients: readonly Client[]): string {
  const waiting = clients.filter(({ outstanding }) => outstanding > 0).length
  const who = waiting === 1 ? "1 client waits" : `${formatCount(waiting)} clients wait`
  return `${who}, ${waiting === 1 ? "" : "the longest "}for ${formatDuration(longestUs(clients))}`
}

function longestUs(clients: readonly Client[]): number {
  return clients.reduce((longest, { oldestUs }) => Math.max(longest, oldestUs ?? 0), 0)
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("; ")
}

function warn(headline: string, detail: string): Condition {
  return { headline, detail, tone: "warn" }
}

function quiet(headline: string, detail = ""): Condition {
  return { headline, detail, tone: "quiet" }
}
