import { type Node, type Parsed, parse, readWord, type Token } from "@zmqscope/filter"
import { ENVELOPE_STATES, type EnvelopeState } from "@zmqscope/protocol"
import { isInFlight } from "../../moments.js"
import {
  type FactKey,
  FILTER_KEYS,
  type FilterKey,
  KEY_NAMES,
  type NameKey,
  type RangeKey,
} from "./keys.js"
import { type Range, readRange } from "./ranges.js"

/** What a filter asks, its groups too. */
export type Term = Node<Condition>

/** One condition of a filter. */
export type Condition = { readonly negated: boolean } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly key: NameKey; readonly patterns: readonly string[] }
  /** Of its client or its worker, any of the patterns. */
  | { readonly kind: "fact"; readonly key: FactKey; readonly patterns: readonly string[] }
  | { readonly kind: "silent"; readonly isSilent: boolean }
  /** Any of the texts. */
  | { readonly kind: "body"; readonly texts: readonly string[] }
  | { readonly kind: "outcome"; readonly states: readonly EnvelopeState[] }
  | {
      readonly kind: "range"
      readonly key: RangeKey
      readonly ranges: readonly Range[]
      /** Written with `:`, so that several of one key mean any of them; comparisons mean all. */
      readonly isValue: boolean
    }
)

/** What `outcome:` takes, with the two that stand for several. */
export const OUTCOMES: Readonly<Record<string, readonly EnvelopeState[]>> = {
  ...Object.fromEntries(ENVELOPE_STATES.map((state) => [state, [state]])),
  "in-flight": ENVELOPE_STATES.filter((state) => isInFlight(state)),
  ended: ENVELOPE_STATES.filter((state) => !isInFlight(state)),
}

/**
 * Reads a filter of envelopes: see `parse`. Several conditions of one key written with `:` mean any
 * of them.
 */
export function parseFilter(filter: string): Parsed<Condition> {
  return parse(filter, readCondition)
}

function readCondition(token: Token): Condition | string {
  const word = readWord(token, KEY_NAMES)
  if (typeof word === "string" || word.kind === "text") return word
  return readKeyed(word.key, word.sign, word.values, word.negated)
}

function readKeyed(
  key: FilterKey,
  sign: string,
  values: readonly string[],
  negated: boolean,
): Condition | string {
  const { takes, example } = FILTER_KEYS[key]
  if (Object.hasOwn(NEEDED, takes)) {
    if (sign !== ":" && sign !== "=") return `${key} takes a colon, like ${key}:${example}.`
    if (values.includes("")) return `${key}: needs ${NEEDED[takes] ?? "a value"}.`
  }
  switch (key) {
    case "client":
    case "worker":
      return { kind: "name", key, patterns: values, negated }
    case "address":
    case "type":
      return { kind: "fact", key, patterns: values, negated }
    case "body":
      return { kind: "body", texts: values, negated }
    case "silent":
      return readFlag(key, values, negated)
    case "outcome":
      return readOutcomes(values, negated)
    default:
      return readRanges(key, sign, values, negated)
  }
}

/** What is missing when nothing stands behind the colon. */
const NEEDED: Readonly<Record<string, string>> = {
  name: "a name",
  fact: "a value",
  text: "a text",
  flag: "yes or no",
  outcome: "an outcome",
}

function readFlag(key: string, values: readonly string[], negated: boolean): Condition | string {
  const [value = "", ...more] = values.map((text) => text.toLowerCase())
  if (more.length > 0 || (value !== "yes" && value !== "no")) {
    return `${values.join(",")} is neither yes nor no, which ${key} takes.`
  }
  return { kind: "silent", isSilent: value === "yes", negated }
}

function readOutcomes(values: readonly string[], negated: boolean): Condition | string {
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
): Condition | string {
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
