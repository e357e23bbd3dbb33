/** What a filter can ask for, in the order of completion, with an example for messages. */
export const FILTER_KEYS = {
  client: key("name", "client-3", "the client's name; * stands for anything"),
  worker: key("name", "worker-2", "the worker's name; * stands for anything"),
  address: key(
    "fact",
    "127.0.0.1",
    "host or host:port of its client or worker; * stands for anything",
  ),
  type: key("fact", "REQ", "socket type of its client or worker"),
  silent: key("flag", "yes", "whether its worker is silent now"),
  body: key("text", "hello", "text in the request or the reply; quotes keep blanks"),
  outcome: key("outcome", "lost", "what became of it, or where it is"),
  rtt: key("duration", "20ms", "round trip"),
  waiting: key("duration", "1ms", "time at the ROUTER"),
  dealer: key("duration", "1ms", "time in the DEALER"),
  backlog: key("duration", "10ms", "time at its worker, behind others"),
  service: key("duration", "5ms", "time in the worker's hands"),
  size: key("size", "1kb", "body of the request"),
  reply: key("size", "1kb", "body of the reply"),
  attempt: key("count", "1", "1 is the first; more were requeued"),
  number: key("count", "128397", "the envelope's number"),
  at: key("time", "1790000000000", "on its way within a span, Unix milliseconds"),
} as const

function key<Takes extends string>(takes: Takes, example: string, hint: string) {
  return { takes, example, hint } as const
}

export type FilterKey = keyof typeof FILTER_KEYS
export type NameKey = "client" | "worker"
export type FactKey = "address" | "type"
type DurationKey = "rtt" | "waiting" | "dealer" | "backlog" | "service"
export type RangeKey = DurationKey | "size" | "reply" | "attempt" | "number" | "at"

export const KEY_NAMES = Object.keys(FILTER_KEYS).filter(isFilterKey)

export function isFilterKey(text: string): text is FilterKey {
  return Object.hasOwn(FILTER_KEYS, text)
}

/** Units of time in microseconds, and of size in bytes, in powers of 1000, as the page shows them. */
export const UNITS = {
  duration: {
    factors: { us: 1, µs: 1, ms: 1000, s: 1_000_000 },
    said: "Times are in us, ms or s.",
  },
  size: { factors: { b: 1, kb: 1000, mb: 1_000_000 }, said: "Sizes are in b, kb or mb." },
} as const
