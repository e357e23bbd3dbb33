import { EVENT_KINDS } from "@zmqscope/protocol"
import { type Completion, type CompletionOption, wordAt } from "./completion.js"
import { EVENT_KEYS } from "./events.js"
import { quote } from "./tokens.js"

const MAX_OPTIONS = 14

/** Who is there. */
interface PeerNames {
  readonly clients: readonly string[]
  readonly workers: readonly string[]
}

/** What the word at the caret of a filter of events can become. */
export function completeEvents(filter: string, caret: number, names: PeerNames): Completion {
  const { from, to } = wordAt(filter, caret)
  const [, minus = "", key = "", colon, value = ""] =
    /^([-!]?)([a-z]*)(:)?(.*)$/is.exec(filter.slice(from, caret)) ?? []
  const options =
    colon === undefined
      ? keyOptions(minus, key)
      : valueOptions(`${minus}${key}:`, key, value, names)
  return { from, to, options: options.slice(0, MAX_OPTIONS) }
}

function keyOptions(minus: string, prefix: string): CompletionOption[] {
  return Object.entries(EVENT_KEYS)
    .filter(([key]) => key.startsWith(prefix.toLowerCase()))
    .map(([key, { hint }]) => ({ text: `${minus}${key}:`, hint, final: false }))
}

function valueOptions(
  before: string,
  key: string,
  value: string,
  { clients, workers }: PeerNames,
): CompletionOption[] {
  const known = { kind: EVENT_KINDS, client: clients, worker: workers }[key.toLowerCase()] ?? []
  const wanted = value.replace(/^"/, "").toLowerCase()
  return known
    .filter((text) => text.toLowerCase().includes(wanted) && text !== value)
    .map((text) => ({ text: `${before}${quote(text)}`, hint: "", final: true }))
}
