import { anyWildcard, compile, eachLeaf, some, type Test, wildcard } from "@zmqscope/filter"
import { partsOf } from "@zmqscope/metrics"
import { assertUnreachable, type Envelope } from "@zmqscope/protocol"
import type { Bodies } from "../../body-book.js"
import { roundTripUs } from "../../moments.js"
import type { FactKey, NameKey, RangeKey } from "./keys.js"
import type { Range } from "./ranges.js"
import type { Condition, Term } from "./terms.js"

/** Whom the indexes in rows stand for. */
interface Names {
  client(index: number): string
  worker(index: number): string
}

/** What is known of those whom the indexes stand for; empty where it is not. */
export interface Peers extends Names {
  fact(key: FactKey, side: NameKey, index: number): string
  isSilent(worker: number): boolean
}

/** What a filter asks besides rows. */
export interface Asked {
  readonly peers: Peers
  readonly bodies: Pick<Bodies, "has">
}

/** Whether a row matches; `nowAt` (record clock) is where parts that go on have come to. */
export type Matcher = Test<Envelope, number>

/**
 * A filter as one test. Terms of a key written with `:` mean any of them, all else must hold. What
 * is asked of names is worked out once an index: make it anew when names change.
 */
export function compileFilter(
  terms: readonly Term[],
  asked: Asked,
  epochUnixUs: number,
): Matcher | null {
  return compile<Condition, Envelope, number>(terms, {
    test: (term) => compileTerm(term, asked, epochUnixUs),
    groupOf,
  })
}

/** Whether a filter hangs on what may become known late: names, bodies, who is silent. */
export function asksBeyondRows(terms: readonly Term[]): boolean {
  for (const { kind } of eachLeaf(terms)) if (kind !== "outcome" && kind !== "range") return true
  return false
}

/** Texts that are looked for in bodies. */
export function textsInBodies(terms: readonly Term[]): readonly string[] {
  return [...eachLeaf(terms)].flatMap((term) => (term.kind === "body" ? term.texts : []))
}

/** Names, with or without `*`, that are asked for and that nobody bears. */
export function unknownNames(
  terms: readonly Term[],
  known: Readonly<Record<NameKey, readonly string[]>>,
): readonly { readonly key: NameKey; readonly pattern: string }[] {
  return [...eachLeaf(terms)].flatMap((term) => {
    if (term.kind !== "name") return []
    const { key, patterns } = term
    const unknown = patterns.filter((pattern) => !known[key].some(wildcard(pattern)))
    return unknown.map((pattern) => ({ key, pattern }))
  })
}

function groupOf(term: Condition): string | undefined {
  if (term.kind === "outcome") return "outcome"
  if (term.kind === "name" || term.kind === "fact") return term.key
  if (term.kind === "body") return "body"
  return term.kind === "range" && term.isValue ? term.key : undefined
}

function compileTerm(term: Condition, asked: Asked, epochUnixUs: number): Matcher {
  const { peers, bodies } = asked
  switch (term.kind) {
    case "outcome": {
      const states = new Set(term.states)
      return (row) => states.has(row.state)
    }
    case "name":
      return nameMatcher(term.key, anyWildcard(term.patterns), peers)
    case "fact":
      return factMatcher(term.key, anyFact(term.key, term.patterns), peers)
    case "silent":
      return (row) =>
        (row.worker !== null && row.endedAt === null && peers.isSilent(row.worker)) ===
        term.isSilent
    case "body":
      return (row) => term.texts.some((text) => bodies.has(text, row.number))
    case "text": {
      const wanted = term.text.toLowerCase()
      const holds = (value: string) => value.toLowerCase().includes(wanted)
      const client = nameMatcher("client", holds, peers)
      const worker = nameMatcher("worker", holds, peers)
      return (row, nowAt) => client(row, nowAt) || worker(row, nowAt) || holds(row.state)
    }
    case "range":
      return some(term.ranges.map((range) => rangeMatcher(term.key, range, epochUnixUs)))
    default:
      return assertUnreachable(term)
  }
}

function nameMatcher(key: NameKey, test: (name: string) => boolean, names: Names): Matcher {
  const known = new Map<number, boolean>()
  return (row) => {
    const index = row[key]
    if (index === null) return false
    let matches = known.get(index)
    if (matches === undefined) {
      matches = test(names[key](index))
      known.set(index, matches)
    }
    return matches
  }
}

function factMatcher(key: FactKey, test: (fact: string) => boolean, peers: Peers): Matcher {
  return ({ client, worker }) =>
    test(peers.fact(key, "client", client)) ||
    (worker !== null && test(peers.fact(key, "worker", worker)))
}

/** An address by its host alone, too. */
function anyFact(key: FactKey, patterns: readonly string[]): (fact: string) => boolean {
  const test = anyWildcard(patterns)
  if (key === "type") return test
  return (address) => test(address) || test(address.slice(0, address.lastIndexOf(":")))
}

function rangeMatcher(key: RangeKey, range: Range, epochUnixUs: number): Matcher {
  if (key === "at") {
    const low = range.low * 1000 - epochUnixUs
    const high = range.high * 1000 - epochUnixUs
    return (row, nowAt) => row.receivedAt <= high && (row.endedAt ?? nowAt) >= low
  }
  const value = VALUES[key]
  const { low, high, lowOpen, highOpen } = range
  return (row, nowAt) => {
    const found = value(row, nowAt)
    if (found === null) return false
    return (lowOpen ? found > low : found >= low) && (highOpen ? found < high : found <= high)
  }
}

const VALUES: Readonly<
  Record<Exclude<RangeKey, "at">, (row: Envelope, nowAt: number) => number | null>
> = {
  rtt: roundTripUs,
  waiting: (row, nowAt) => partsOf(row, nowAt).waitingUs,
  dealer: (row, nowAt) => partsOf(row, nowAt).unseenUs,
  backlog: (row, nowAt) => partsOf(row, nowAt).backlogUs,
  service: (row, nowAt) => partsOf(row, nowAt).serviceUs,
  size: (row) => row.sizeBytes,
  reply: (row) => row.replySizeBytes,
  attempt: (row) => row.attempt + 1,
  number: (row) => row.number,
}
