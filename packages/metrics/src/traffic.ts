import { type Client, type Condition, SILENT_MS, type Snapshot } from "@zmqscope/protocol"
import { formatCount, formatDuration, plural } from "./words.js"
import { silentOnes, standingBehind } from "./workers-in-trouble.js"

/** What the state of the traffic is told by. */
export type TrafficFigures = Pick<
  Snapshot,
  | "settings"
  | "totals"
  | "workers"
  | "clients"
  | "faults"
  | "trouble"
  | "returnedPerSecond"
  | "watched"
>

/** Nothing answered for so long is no pause between two requests. */
const UNANSWERED_US = 5_000_000

/**
 * Why nothing is known of the traffic now, or null.
 * @param run of the broker; null while it is down
 * @param silentMs since the broker last said anything
 */
export function whyUnknown(run: string | null, silentMs: number): Condition | null {
  if (run === null) {
    return warn("Broker restarting", "what was on its way went with it; the figures are old")
  }
  if (silentMs <= SILENT_MS) return null
  const seconds = formatCount(Math.floor(silentMs / 1000))
  return warn("Broker not answering", `no word from it for ${seconds} s: the figures are old`)
}

/** What is wrong with the traffic, the worst first. */
export function whatIsWrong(snapshot: TrafficFigures): readonly Condition[] {
  const { settings, totals, workers, clients, faults } = snapshot
  const isStopped = settings.paused || workers.length === 0
  const found: Condition[] = snapshot.trouble === undefined ? [] : [snapshot.trouble]
  if (settings.paused) found.push(warn("Paused", whoWaits(snapshot)))
  if (workers.length === 0 && totals.waiting + totals.inFlight > 0) {
    found.push(warn("No workers", whoWaits(snapshot)))
  }
  const silent = silentOnes(workers)
  if (!isStopped && isUnanswered(snapshot)) {
    found.push(warn("Nothing is answered", join(clientsWaiting(clients), silent)))
  } else if (silent !== "") found.push(warn("A worker does not answer", silent))
  const lost = asksNoMore(clients)
  if (lost !== "") found.push(warn("Requests were lost", lost))
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

/** How it stands where nothing is wrong. */
export function whatIsWell({
  totals,
  clients,
  workers,
  returnedPerSecond,
  watched,
}: TrafficFigures): Condition {
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
  const unread = watched?.opaque.count ?? 0
  if (unread > 0) {
    const detail = `${plural(unread, "connection")} passed on as bytes; what is in them is not shown`
    return quiet("Not readable", detail)
  }
  if (workers.length === 0) return quiet("Idle", "no worker is there, and nothing is asked")
  const ready = workers.length === 1 ? "1 worker is ready" : `${workers.length} workers are ready`
  return quiet("Idle", `nothing is asked; ${ready}`)
}

/** Requests are there, some for long, and not one reply has come in the last second. */
function isUnanswered({ totals, clients, returnedPerSecond }: TrafficFigures): boolean {
  const isWaited = totals.waiting + totals.inFlight > 0 && returnedPerSecond === 0
  return isWaited && longestUs(clients) >= UNANSWERED_US
}

/** `12 wait, the longest for 3.0 s; 4 clients are held back`. */
function whoWaits({ totals, clients }: TrafficFigures): string {
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

/** `3 clients have asked nothing since, the longest for 12 s`; empty while no loss is that old. */
function asksNoMore(clients: readonly Client[]): string {
  const lostUs = clients.flatMap((client) => client.lostUs ?? [])
  const longest = Math.max(0, ...lostUs)
  if (longest < UNANSWERED_US) return ""
  const [who, the] = lostUs.length === 1 ? ["has", ""] : ["have", "the longest "]
  return `${plural(lostUs.length, "client")} ${who} asked nothing since, ${the}for ${formatDuration(longest)}`
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
