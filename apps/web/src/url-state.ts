import {
  DEFAULT_COLUMNS,
  DEFAULT_SORT,
  formatSort,
  parseColumns,
  parseSort,
  SPEEDS,
  type Speed,
  WINDOWS_MS,
} from "@zmqscope/model"

const VIEWS = ["broker", "overview", "race", "sweep"] as const

export const PRESENTED_CHARTS = ["queue", "throughput", "latency", "split"] as const
export type PresentedChart = (typeof PRESENTED_CHARTS)[number]

const LISTS = ["envelopes", "events"] as const
export type ListName = (typeof LISTS)[number]

/** In the order of the keys 1 to 7. */
export const PRESENTED = [...PRESENTED_CHARTS, "fairness", "trials", "theory"] as const
export type Presented = (typeof PRESENTED)[number]

const PANELS = ["time", "fairness", "theory"] as const
export type ChartPanel = (typeof PANELS)[number]

/** How the latency chart shows round trips. */
const LATENCY_VIEWS = ["percentiles", "heat"] as const

const THEMES = ["system", "light", "dark"] as const
export type ThemeChoice = (typeof THEMES)[number]

export type Selection =
  | { readonly kind: "client"; readonly name: string }
  | { readonly kind: "worker"; readonly name: string }
  | EnvelopeSelection

export interface EnvelopeSelection {
  readonly kind: "envelope"
  readonly number: number
  /** The run of the broker that gave it its number; left out: the one that is shown. */
  readonly run?: string
}

const MAX_NAME_LENGTH = 600
const MAX_FILTER_LENGTH = 2000
const MAX_HIDDEN_SERIES = 100
const MAX_PICKED = 2
const SLOWEST_PACE = 10

/** How a part of the state lies in the URL. */
interface Parameter<T> {
  readonly read: (query: URLSearchParams) => T
  readonly write: (value: T, query: URLSearchParams) => void
}

/**
 * What of the page lies in the URL, so that a link shows the same: a line a parameter, with its name,
 * what it is when it is left out, how it is read and how it is written.
 */
const PARAMETERS = {
  theme: oneOf("theme", THEMES),
  /** Width of the charts' window, milliseconds. */
  windowMs: one<number>("window", WINDOWS_MS[0], known(WINDOWS_MS, minutes), minutes),
  /** All that is shown stands still here, Unix milliseconds; null: it runs. */
  freezeMs: one<number | null>("freeze", null, moment),
  selection: {
    read: (query) =>
      parseSelection(query.get("select") ?? "") ?? parseEnvelope(query.get("envelope") ?? ""),
    write(selection, query) {
      const isEnvelope = selection?.kind === "envelope"
      set(query, "select", selection && !isEnvelope ? `${selection.kind}:${selection.name}` : null)
      set(query, "envelope", isEnvelope ? formatEnvelope(selection) : null)
    },
  } satisfies Parameter<Selection | null>,
  /** How fast the flow plays: 1 is true speed. */
  flowSpeed: one<Speed>("slow", SPEEDS[0], known(SPEEDS, slowness), slowness),
  /** What the tap is narrowed to, in its filter language. A span brushed in the charts is its `at:`. */
  filter: one("filter", "", filter),
  /** Which list stands at the foot of the page. */
  list: oneOf("list", LISTS),
  /** What the log of events is narrowed to, in its filter language. */
  eventFilter: one("events", "", filter),
  /** The broker that is shown, by its name; null: the server's first. */
  broker: one<string | null>("broker", null, matching(/^[a-z0-9][a-z0-9-]{0,99}$/)),
  /** One broker, all of them in rows, ways of dealing that race, or load against latency. */
  view: oneOf("view", VIEWS),
  /** Number of the race that is shown; null: the one that goes on, or none yet. */
  race: one<number | null>("race", null, firstNumber),
  /** Number of the sweep that is shown; null: the one that goes on, or none yet. */
  sweep: one<number | null>("sweep", null, firstNumber),
  tapSort: one("sort", DEFAULT_SORT, parseSort, formatSort),
  /** The tap's columns, in their order. The same array while it is as by default. */
  tapColumns: one("columns", DEFAULT_COLUMNS, parseColumns),
  /** Ids of the series that are off in the charts. The same object while there is none. */
  hiddenSeries: one<ReadonlySet<string>>("hide", new Set(), ids, (hidden) => [...hidden].join()),
  latencyView: oneOf("latency", LATENCY_VIEWS),
  /** Numbers of the trials that are picked, at most two. The same array while there is none. */
  trials: one<readonly number[]>("trials", [], numbers),
  /** The scene that is played, by its name. */
  scene: one<string | null>("scene", null, matching(/^[a-z][a-z0-9-]{0,39}$/)),
  /** How much time a scene gives to read: 1 is usual, 0 none. */
  pace: one("pace", 1, pace),
  /** What the presenter mode shows below the flow; null: the page as it is at the desk. */
  presented: one<Presented | null>("present", null, known(PRESENTED)),
  panel: oneOf("panel", PANELS),
} as const

export type UrlState = {
  readonly [K in keyof typeof PARAMETERS]: ReturnType<(typeof PARAMETERS)[K]["read"]>
}

type Key = keyof UrlState
const EACH: { readonly [K in Key]: Parameter<UrlState[K]> } = PARAMETERS
const KEYS = Object.keys(PARAMETERS).filter((key): key is Key => key in PARAMETERS)

/** Each key with what its own parameter reads. */
const stateOf = (query: URLSearchParams) =>
  Object.fromEntries(KEYS.map((key) => [key, PARAMETERS[key].read(query)])) as unknown as UrlState

export const DEFAULT_URL_STATE = stateOf(new URLSearchParams())

export function parseUrlState(search: string): UrlState {
  return stateOf(new URLSearchParams(search))
}

/** The query string of a state: empty for the default, else with its `?`. Other parameters are kept. */
export function formatUrlState(state: UrlState, search = ""): string {
  const query = new URLSearchParams(search)
  const write = <K extends Key>(key: K, value: UrlState[K]) => EACH[key].write(value, query)
  for (const key of KEYS) write(key, state[key])
  const text = query.toString()
  return text === "" ? "" : `?${text}`
}

/** @param read null or undefined of what makes no sense */
function one<T>(
  name: string,
  usual: T,
  read: (text: string) => T | null | undefined,
  write: (value: T) => string = String,
): Parameter<T> {
  return {
    read: (query) => read(query.get(name) ?? "") ?? usual,
    write: (value, query) => set(query, name, write(value) === write(usual) ? null : write(value)),
  }
}

/** One of some words, of which the first is usual. */
function oneOf<T extends string>(name: string, words: readonly [T, ...T[]]): Parameter<T> {
  return one<T>(name, words[0], known(words))
}

/** Reads one of what there is, as it is written. */
function known<T>(all: readonly T[], write: (value: T) => string = String) {
  return (text: string) => all.find((value) => write(value) === text)
}

function matching(pattern: RegExp) {
  return (text: string) => pattern.exec(text)?.[0]
}

function minutes(windowMs: number): string {
  return String(windowMs / 60_000)
}

/** `4` is a quarter of the speed. */
function slowness(speed: Speed): string {
  return String(Math.round(1 / speed))
}

function filter(text: string): string {
  return text.slice(0, MAX_FILTER_LENGTH)
}

function firstNumber(text: string): number | undefined {
  return numbers(text)?.[0]
}

/** Unix milliseconds, to the microsecond. */
function moment(text: string): number | undefined {
  return /^\d{1,13}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined
}

function pace(text: string): number | null {
  return text !== "" && Number(text) >= 0 && Number(text) <= SLOWEST_PACE ? Number(text) : null
}

function numbers(text: string): readonly number[] | null {
  const read = text.split(",").map(Number).filter(isCount)
  return read.length === 0 ? null : read.slice(0, MAX_PICKED)
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0
}

function ids(text: string): ReadonlySet<string> | null {
  return text === "" ? null : new Set(text.split(",").slice(0, MAX_HIDDEN_SERIES))
}

function parseSelection(text: string): Selection | null {
  const [, kind, value = ""] = /^(client|worker|envelope):(.+)$/s.exec(text) ?? []
  if (value.length > MAX_NAME_LENGTH) return null
  if (kind === "client" || kind === "worker") return { kind, name: value }
  return parseEnvelope(value)
}

/** `7`, or `7.c0ffee` with the run of the broker that gave it its number. */
function parseEnvelope(text: string): EnvelopeSelection | null {
  const [, digits, run] = /^(\d+)(?:\.([0-9a-f]{1,32}))?$/.exec(text) ?? []
  const number = Number(digits)
  return isCount(number) ? { kind: "envelope", number, ...(run !== undefined && { run }) } : null
}

function formatEnvelope({ number, run }: EnvelopeSelection): string {
  return run === undefined ? String(number) : `${number}.${run}`
}

function set(query: URLSearchParams, key: string, value: string | null): void {
  if (value === null) query.delete(key)
  else query.set(key, value)
}
