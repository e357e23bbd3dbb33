import { type Completion, type CompletionOption, quote, wordAt } from "@zmqscope/filter"
import { assertUnreachable } from "@zmqscope/protocol"
import { FILTER_KEYS, type FilterKey, isFilterKey, KEY_NAMES } from "./keys.js"
import { OUTCOMES } from "./terms.js"

/** What is known of the page when a word is to be completed. */
export interface CompletionContext {
  readonly clients: readonly string[]
  readonly workers: readonly string[]
  /** The server's clock, Unix milliseconds. */
  readonly nowMs: number
}

const MAX_OPTIONS = 12

const SOCKET_TYPES = ["REQ", "DEALER", "REP", "ROUTER"]

const JOINS = [
  ["or", "either side; and binds closer, ( ) group"],
  ["not", "the contrary of what follows; - and ! too"],
  ["and", "both; what stands beside each other must hold, too"],
] as const

/** What the word at the caret can become, the likeliest first. */
export function complete(filter: string, caret: number, context: CompletionContext): Completion {
  const { from, to } = wordAt(filter, caret)
  const typed = filter.slice(from, caret)
  const minus = /^[-!]?/.exec(typed)?.[0] ?? ""
  const [, name = "", sign, written = ""] =
    /^[-!]?([a-z]*)(?:(!?:|>=|<=|>|<|!?=)(.*))?$/is.exec(typed) ?? []
  const key = name.toLowerCase()
  // Of a list the last value is completed, and the others stay.
  const [, others = "", value = ""] = /^((?:[^",]|"[^"]*")*,)?(.*)$/s.exec(written) ?? []
  const options =
    sign === undefined
      ? keyOptions(typed.slice(minus.length), context)
      : valueOptions(key, `${sign}${others}`, value.replace(/^"/, ""), context)
  const whole = options
    .slice(0, MAX_OPTIONS)
    .map((option) => ({ ...option, text: minus + option.text }))
  // There is nothing to choose when the only choice is what stands there.
  const settled = whole.length === 1 && whole[0]?.text === filter.slice(from, to)
  return { from, to, options: settled ? [] : whole }
}

function keyOptions(prefix: string, context: CompletionContext): CompletionOption[] {
  const wanted = prefix.toLowerCase()
  const keys = KEY_NAMES.filter((key) => key.startsWith(wanted)).map((key) => ({
    text: `${key}${FILTER_KEYS[key].takes === "duration" ? ">" : ":"}`,
    hint: FILTER_KEYS[key].hint,
    final: false,
  }))
  if (wanted === "") return keys
  const joins = JOINS.filter(([word]) => word.startsWith(wanted)).map(([text, hint]) => ({
    text,
    hint,
    final: true,
  }))
  const names = (["client", "worker"] as const).flatMap((key) =>
    valueOptions(key, ":", prefix, context),
  )
  return [...keys, ...names, ...joins]
}

function valueOptions(
  key: string,
  sign: string,
  value: string,
  context: CompletionContext,
): CompletionOption[] {
  if (!isFilterKey(key)) return []
  return values(key, value, context).map(([text, hint = ""]) => ({
    text: `${key}${sign}${text}`,
    hint,
    final: true,
  }))
}

type Value = readonly [text: string, hint?: string]

function values(
  key: FilterKey,
  value: string,
  { clients, workers, nowMs }: CompletionContext,
): readonly Value[] {
  const { takes } = FILTER_KEYS[key]
  switch (takes) {
    case "name":
      return ranked(key === "client" ? clients : workers, value).map((name) => [quote(name), key])
    case "fact":
      return key === "type" ? plain(ranked(SOCKET_TYPES, value)) : []
    case "flag":
      return plain(["yes", "no"].filter((flag) => flag.startsWith(value)))
    case "outcome":
      return plain(ranked(Object.keys(OUTCOMES), value))
    case "duration":
      return withUnits(value, ["us", "ms", "s"], ["1ms", "10ms", "100ms", "1s"])
    case "size":
      return withUnits(value, ["b", "kb", "mb"], ["100b", "1kb", "100kb", "1mb"])
    case "time": {
      const spans = value !== "" || nowMs === 0 ? [] : [10, 60, 300]
      return spans.map((s) => [`${nowMs - s * 1000}..${nowMs}`, `the last ${s} s`])
    }
    case "text":
    case "count":
      return []
    default:
      return assertUnreachable(takes)
  }
}

function plain(texts: readonly string[]): readonly Value[] {
  return texts.map((text) => [text])
}

function withUnits(value: string, units: readonly string[], samples: readonly string[]) {
  return plain(
    /^\d+(?:\.\d+)?$/.test(value)
      ? units.map((unit) => value + unit)
      : samples.filter((sample) => sample.startsWith(value)),
  )
}

/** Those that begin with the text, then those that hold it. */
function ranked(names: readonly string[], text: string): readonly string[] {
  const wanted = text.toLowerCase()
  const placeIn = (name: string) => name.toLowerCase().indexOf(wanted)
  return [
    ...names.filter((name) => placeIn(name) === 0),
    ...names.filter((name) => placeIn(name) > 0),
  ]
}
