import {
  assertUnreachable,
  EVENT_KINDS,
  type EventKind,
  type LoggedEvent,
} from "@zmqscope/protocol"
import { anyWildcard, compile, type Test } from "./compile.js"
import { type Node, type Parsed, parse } from "./grammar.js"
import { readWord, type Word } from "./words.js"

/** What the log of events can be asked for, with a hint and an example of each. */
export const EVENT_KEYS = {
  kind: { hint: "what sort of event it is", example: "cut" },
  client: { hint: "the client's name; * stands for anything", example: "client-3" },
  worker: { hint: "the worker's name; * stands for anything", example: "worker-2" },
  address: { hint: "host, or host:port; * stands for anything", example: "127.0.0.1" },
  at: { hint: "within a span, Unix milliseconds", example: "1790000000000..1790000005000" },
} as const

type EventKey = keyof typeof EVENT_KEYS
const KEYS = Object.keys(EVENT_KEYS).filter((key): key is EventKey => key in EVENT_KEYS)

/** One condition on an event. */
export type EventTerm = { readonly negated: boolean } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "kind"; readonly kinds: readonly EventKind[] }
  | {
      readonly kind: "name"
      readonly side: "client" | "worker"
      readonly patterns: readonly string[]
    }
  | { readonly kind: "address"; readonly patterns: readonly string[] }
  | { readonly kind: "at"; readonly low: number; readonly high: number }
)

/** Reads a filter of events, in the language of all filters. */
export function parseEventFilter(filter: string): Parsed<EventTerm> {
  return parse(filter, (token) => {
    const word = readWord(token, KEYS)
    if (typeof word === "string" || word.kind === "text") return word
    return readKeyed(word)
  })
}

/** A filter as one test; null: every event passes. */
export function compileEvents(
  terms: readonly Node<EventTerm>[],
): Test<LoggedEvent, undefined> | null {
  return compile<EventTerm, LoggedEvent, undefined>(terms, {
    test: testOf,
    groupOf: (term) =>
      term.kind === "name" ? term.side : term.kind === "text" ? undefined : term.kind,
  })
}

function readKeyed(word: Extract<Word<EventKey>, { kind: "keyed" }>): EventTerm | string {
  const { key, sign, values, negated } = word
  const { example } = EVENT_KEYS[key]
  if (sign !== ":" && sign !== "=") return `${key} takes a colon, like ${key}:${example}.`
  if (values.includes("")) return `${key}: needs a value, like ${example}.`
  switch (key) {
    case "kind":
      return readKinds(values, negated)
    case "client":
    case "worker":
      return { kind: "name", side: key, patterns: values, negated }
    case "address":
      return { kind: "address", patterns: values, negated }
    case "at":
      return readSpan(values, negated)
    default:
      return assertUnreachable(key)
  }
}

function readKinds(values: readonly string[], negated: boolean): EventTerm | string {
  const kinds: EventKind[] = []
  for (const value of values) {
    const known = EVENT_KINDS.find((kind) => kind === value.toLowerCase())
    if (known === undefined)
      return `There is no kind ${value}. Kinds are ${EVENT_KINDS.join(", ")}.`
    kinds.push(known)
  }
  return { kind: "kind", kinds, negated }
}

function readSpan([value = "", ...more]: readonly string[], negated: boolean): EventTerm | string {
  const [, from, to] = /^(\d{1,15})?\.\.(\d{1,15})?$/.exec(value) ?? []
  if (more.length > 0 || (from === undefined && to === undefined)) {
    return `at takes a span, like at:${EVENT_KEYS.at.example}.`
  }
  const low = from === undefined ? Number.NEGATIVE_INFINITY : Number(from)
  const high = to === undefined ? Number.POSITIVE_INFINITY : Number(to)
  return low > high
    ? `The range ${value} ends before it begins.`
    : { kind: "at", low, high, negated }
}

function testOf(term: EventTerm): Test<LoggedEvent, undefined> {
  switch (term.kind) {
    case "text": {
      const wanted = term.text.toLowerCase()
      return ({ text, name, address }) =>
        [text, name ?? "", address].some((value) => value.toLowerCase().includes(wanted))
    }
    case "kind": {
      const kinds = new Set(term.kinds)
      return ({ kind }) => kinds.has(kind)
    }
    case "name": {
      const matches = anyWildcard(term.patterns)
      return ({ side, name }) => side === term.side && name !== null && matches(name)
    }
    case "address": {
      const matches = anyWildcard(term.patterns)
      return ({ address }) =>
        address !== "" && (matches(address) || matches(address.slice(0, address.lastIndexOf(":"))))
    }
    case "at":
      return ({ atMs }) => atMs >= term.low && atMs <= term.high
    default:
      return assertUnreachable(term)
  }
}
