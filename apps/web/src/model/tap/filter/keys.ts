/** What a filter can ask for, in the order of completion. */
export const FILTER_KEYS = {
  client: { takes: "name", hint: "the client's name; * stands for anything" },
  worker: { takes: "name", hint: "the worker's name; * stands for anything" },
  address: {
    takes: "fact",
    hint: "host or host:port of its client or worker; * stands for anything",
  },
  type: { takes: "fact", hint: "socket type of its client or worker" },
  silent: { takes: "flag", hint: "whether its worker is silent now" },
  body: { takes: "text", hint: "text in the request or the reply; quotes keep blanks" },
  outcome: { takes: "outcome", hint: "what became of it, or where it is" },
  rtt: { takes: "duration", hint: "round trip" },
  waiting: { takes: "duration", hint: "time at the ROUTER" },
  dealer: { takes: "duration", hint: "time in the DEALER" },
  backlog: { takes: "duration", hint: "time at its worker, behind others" },
  service: { takes: "duration", hint: "time in the worker's hands" },
  size: { takes: "size", hint: "body of the request" },
  reply: { takes: "size", hint: "body of the reply" },
  attempt: { takes: "count", hint: "1 is the first; more were requeued" },
  number: { takes: "count", hint: "the envelope's number" },
  at: { takes: "time", hint: "on its way within a span, Unix milliseconds" },
} as const

export type FilterKey = keyof typeof FILTER_KEYS
export type NameKey = "client" | "worker"
export type FactKey = "address" | "type"
type DurationKey = "rtt" | "waiting" | "dealer" | "backlog" | "service"
export type RangeKey = DurationKey | "size" | "reply" | "attempt" | "number" | "at"

export const KEY_NAMES = Object.keys(FILTER_KEYS).filter(isFilterKey)

export function isFilterKey(text: string): text is FilterKey {
  return Object.hasOwn(FILTER_KEYS, text)
}

/** What each is asked for with, in messages. */
export const EXAMPLES: Readonly<Record<FilterKey, string>> = {
  client: "client-3",
  worker: "worker-2",
  address: "127.0.0.1",
  type: "REQ",
  silent: "yes",
  body: "hello",
  outcome: "lost",
  rtt: "20ms",
  waiting: "1ms",
  dealer: "1ms",
  backlog: "10ms",
  service: "5ms",
  size: "1kb",
  reply: "1kb",
  attempt: "1",
  number: "128397",
  at: "1790000000000",
}

/** Microseconds of each unit of time. */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  us: 1,
  µs: 1,
  ms: 1000,
  s: 1_000_000,
}

/** Bytes of each unit of size, in powers of 1000, as the page shows them. */
export const SIZE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1000,
  mb: 1_000_000,
}
