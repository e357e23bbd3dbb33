import { assertUnreachable, type EnvelopeState } from "@zmqscope/protocol"
import { isInFlight, STATES } from "../../moments.js"
import {
  EXAMPLES,
  FILTER_KEYS,
  type FilterKey,
  isFilterKey,
  KEY_NAMES,
  type NameKey,
  type RangeKey,
} from "./keys.js"
import { type Range, readRange } from "./ranges.js"
import type { Token } from "./tokens.js"

/** One condition of a filter. */
export type Term = { readonly negated: boolean } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly key: NameKey; readonly patterns: readonly string[] }
  | { readonly kind: "outcome"; readonly states: readonly EnvelopeState[] }
  | {
      readonly kind: "range"
      readonly key: RangeKey
      readonly ranges: readonly Range[]
      /** Written with `:`, so that several of one key mean any of them; comparisons mean all. */
      readonly isValue: boolean
    }
  /** Any of some lists, of each of which all must hold. */
  | { readonly kind: "group"; readonly any: readonly (readonly Term[])[] }
)

/** What `outcome:` takes, with the two that stand for several. */
export const OUTCOMES: Readonly<Record<string, readonly EnvelopeState[]>> = {
  ...Object.fromEntries(STATES.map((state) => [state, [state]])),
  "in-flight": STATES.filter((state) => isInFlight(state)),
  ended: STATES.filter((state) => !isInFlight(state)),
}

/** A word with a key: `-` or `!`, the key, the sign, the value. */
const KEYED = /^([-!]?)([a-z]+)(!?[:=]|>=|<=|>|<)(.*)$/is

/** A word's condition, or what is wrong with it. */
export function readTerm({ text, parts, quoted, open }: Token): Term | string {
  if (open) return 'The closing " is missing.'
  const [head = "", ...more] = parts
  const keyed = KEYED.exec(head)
  if (keyed === null) {
    if (/^[-!]?[:=<>]/.test(text))
      return `A key is missing before it. Keys are ${KEY_NAMES.join(", ")}.`
    if (!quoted && /[|&]/.test(text)) {
      return "Put blanks around what joins conditions, or quotes around a text that holds it."
    }
    const negated = /^[-!]./s.test(text)
    return { kind: "text", negated, text: negated ? text.slice(1) : text }
  }
  const [, minus = "", name = "", sign = ":", first = ""] = keyed
  const key = name.toLowerCase()
  if (!isFilterKey(key)) return `There is no key ${name}. Keys are ${KEY_NAMES.join(", ")}.`
  const isDenied = sign.startsWith("!")
  const negated = (minus !== "") !== isDenied
  return readKeyed(key, isDenied ? sign.slice(1) : sign, [first, ...more], negated)
}

function readKeyed(
  key: FilterKey,
  sign: string,
  values: readonly string[],
  negated: boolean,
): Term | string {
  const { takes } = FILTER_KEYS[key]
  if (takes === "name" || takes === "outcome") {
    if (sign !== ":" && sign !== "=") return `${key} takes a colon, like ${key}:${EXAMPLES[key]}.`
    if (values.includes("")) return `${key}: needs ${takes === "name" ? "a name" : "an outcome"}.`
  }
  switch (key) {
    case "client":
    case "worker":
      return { kind: "name", key, patterns: values, negated }
    case "outcome":
      return readOutcomes(values, negated)
    default:
      return readRanges(key, sign, values, negated)
  }
}

function readOutcomes(values: readonly string[], negated: boolean): Term | string {
  const states: EnvelopeState[] = []
  for (const value of values) {
    const name = value.toLowerCase()
    const known = Object.hasOwn(OUTCOMES, name) ? OUTCOMES[name] : undefined
    if (known === undefined) {
      return `There is no outcome ${value}. Outcomes are ${Object.keys(OUTCOMES).join(", ")}.`
    }
    states.push(...known)
  }
  return { kind: "outcome", states, negated }
}

function readRanges(
  key: RangeKey,
  sign: string,
  values: readonly string[],
  negated: boolean,
): Term | string {
  if (values.length > 1 && sign !== ":") {
    return `${key}${sign} takes one value; a list is written with a colon.`
  }
  const ranges: Range[] = []
  for (const value of values) {
    const range = readRange(key, sign, value)
    if (typeof range === "string") return range
    ranges.push(range)
  }
  return { kind: "range", key, ranges, isValue: sign === ":", negated }
}

/** Every term, those in groups too. */
export function* eachTerm(terms: readonly Term[]): Generator<Exclude<Term, { kind: "group" }>> {
  for (const term of terms) {
    switch (term.kind) {
      case "group":
        for (const list of term.any) yield* eachTerm(list)
        break
      case "text":
      case "name":
      case "outcome":
      case "range":
        yield term
        break
      default:
        assertUnreachable(term)
    }
  }
}
