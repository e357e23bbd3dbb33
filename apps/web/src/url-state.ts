import {
  type ColumnId,
  DEFAULT_COLUMNS,
  DEFAULT_SORT,
  formatSort,
  LATENCY_VIEWS,
  type LatencyView,
  parseColumns,
  parseSort,
  SPEEDS,
  type Speed,
  type TapSort,
  WINDOWS_MS,
} from "./model/index.js"

/** What of the page lies in the URL, so that a link shows the same. */
export interface UrlState {
  readonly theme: ThemeChoice
  /** Width of the charts' window, milliseconds. */
  readonly windowMs: number
  /** The charts' right edge stands still here, Unix milliseconds; null: they run. */
  readonly freezeMs: number | null
  readonly selection: Selection | null
  readonly panel: ChartPanel
  /** How fast the flow plays: 1 is true speed. */
  readonly flowSpeed: Speed
  /** What the tap is narrowed to, in its filter language. A span brushed in the charts is its `at:`. */
  readonly filter: string
  readonly tapSort: TapSort
  /** Which list stands at the foot of the page. */
  readonly list: ListName
  /** What the log of events is narrowed to, in its filter language. */
  readonly eventFilter: string
  /** The broker that is shown, by its name; null: the server's first. */
  readonly broker: string | null
  readonly view: PageView
  /** Number of the race that is shown; null: the one that goes on, or none yet. */
  readonly race: number | null
  /** Number of the sweep that is shown; null: the one that goes on, or none yet. */
  readonly sweep: number | null
  /** The tap's columns, in their order. The same array while it is as by default. */
  readonly tapColumns: readonly ColumnId[]
  /** Ids of the series that are off in the charts. The same object while they are the same. */
  readonly hiddenSeries: ReadonlySet<string>
  readonly latencyView: LatencyView
  /** Numbers of the trials that are picked, at most two. The same array while they are the same. */
  readonly trials: readonly number[]
  /** The scene that is played, by its name. */
  readonly scene: string | null
  /** How much time a scene gives to read: 1 is usual, 0 none. */
  readonly pace: number
  /** What the presenter mode shows below the flow; null: the page as it is at the desk. */
  readonly presented: Presented | null
}

/** One broker, all of them in rows, ways of dealing that race, or load against latency. */
type PageView = "broker" | "overview" | "race" | "sweep"
const VIEWS: readonly PageView[] = ["broker", "overview", "race", "sweep"]

export const PRESENTED_CHARTS = ["queue", "throughput", "latency", "split"] as const
export type PresentedChart = (typeof PRESENTED_CHARTS)[number]

export type ListName = "envelopes" | "events"

/** In the order of the keys 1 to 7. */
export const PRESENTED = [...PRESENTED_CHARTS, "fairness", "trials", "theory"] as const
export type Presented = (typeof PRESENTED)[number]

export type ChartPanel = "time" | "fairness" | "theory"
const PANELS: readonly ChartPanel[] = ["time", "fairness", "theory"]

export type ThemeChoice = "system" | "light" | "dark"
const THEMES: readonly ThemeChoice[] = ["system", "light", "dark"]

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

export const DEFAULT_URL_STATE: UrlState = {
  theme: "system",
  windowMs: 60_000,
  freezeMs: null,
  selection: null,
  panel: "time",
  flowSpeed: 1,
  filter: "",
  tapSort: DEFAULT_SORT,
  list: "envelopes",
  eventFilter: "",
  broker: null,
  view: "broker",
  race: null,
  sweep: null,
  tapColumns: DEFAULT_COLUMNS,
  hiddenSeries: new Set(),
  latencyView: "percentiles",
  trials: [],
  scene: null,
  pace: 1,
  presented: null,
}

const MAX_NAME_LENGTH = 600
const MAX_FILTER_LENGTH = 2000
const MAX_HIDDEN_SERIES = 100
const MAX_PICKED = 2
const SLOWEST_PACE = 10

export function parseUrlState(search: string): UrlState {
  const query = new URLSearchParams(search)
  const theme = THEMES.find((known) => known === query.get("theme"))
  const minutes = Number(query.get("window"))
  const windowMs = WINDOWS_MS.find((known) => known === minutes * 60_000)
  const freezeMs = Number(query.get("freeze"))
  return {
    theme: theme ?? DEFAULT_URL_STATE.theme,
    windowMs: windowMs ?? DEFAULT_URL_STATE.windowMs,
    freezeMs: Number.isSafeInteger(freezeMs) && freezeMs > 0 ? freezeMs : null,
    selection:
      parseSelection(query.get("select") ?? "") ?? parseEnvelope(query.get("envelope") ?? ""),
    panel: PANELS.find((known) => known === query.get("panel")) ?? DEFAULT_URL_STATE.panel,
    flowSpeed: SPEEDS.find((known) => slowness(known) === query.get("slow")) ?? 1,
    filter: (query.get("filter") ?? "").slice(0, MAX_FILTER_LENGTH),
    tapSort: parseSort(query.get("sort") ?? "") ?? DEFAULT_SORT,
    list: query.get("list") === "events" ? "events" : "envelopes",
    eventFilter: (query.get("events") ?? "").slice(0, MAX_FILTER_LENGTH),
    broker: /^[a-z0-9][a-z0-9-]{0,99}$/.exec(query.get("broker") ?? "")?.[0] ?? null,
    view: VIEWS.find((known) => known === query.get("view")) ?? DEFAULT_URL_STATE.view,
    race: parseNumbers(query.get("race") ?? "")[0] ?? null,
    sweep: parseNumbers(query.get("sweep") ?? "")[0] ?? null,
    tapColumns: parseColumns(query.get("columns") ?? "") ?? DEFAULT_COLUMNS,
    hiddenSeries: parseIds(query.get("hide") ?? ""),
    latencyView: LATENCY_VIEWS.find((known) => known === query.get("latency")) ?? "percentiles",
    trials: parseNumbers(query.get("trials") ?? ""),
    scene: /^[a-z][a-z0-9-]{0,39}$/.exec(query.get("scene") ?? "")?.[0] ?? null,
    pace: parsePace(query.get("pace")),
    presented: PRESENTED.find((known) => known === query.get("present")) ?? null,
  }
}

/** The query string of a state: empty for the default, else with its `?`. Other parameters are kept. */
export function formatUrlState(state: UrlState, search = ""): string {
  const query = new URLSearchParams(search)
  set(query, "theme", state.theme === DEFAULT_URL_STATE.theme ? null : state.theme)
  const isUsual = state.windowMs === DEFAULT_URL_STATE.windowMs
  set(query, "window", isUsual ? null : String(state.windowMs / 60_000))
  set(query, "freeze", state.freezeMs === null ? null : String(state.freezeMs))
  const { selection, tapSort, tapColumns } = state
  const isPeer = selection !== null && selection.kind !== "envelope"
  set(query, "select", isPeer ? `${selection.kind}:${selection.name}` : null)
  set(query, "envelope", selection?.kind === "envelope" ? formatEnvelope(selection) : null)
  set(query, "slow", state.flowSpeed === 1 ? null : slowness(state.flowSpeed))
  set(query, "filter", state.filter === "" ? null : state.filter)
  const [sort, columns] = [formatSort(tapSort), tapColumns.join(",")]
  set(query, "list", state.list === "envelopes" ? null : state.list)
  set(query, "events", state.eventFilter === "" ? null : state.eventFilter)
  set(query, "broker", state.broker)
  set(query, "view", state.view === DEFAULT_URL_STATE.view ? null : state.view)
  set(query, "race", state.race === null ? null : String(state.race))
  set(query, "sweep", state.sweep === null ? null : String(state.sweep))
  set(query, "sort", sort === formatSort(DEFAULT_SORT) ? null : sort)
  set(query, "columns", columns === DEFAULT_COLUMNS.join(",") ? null : columns)
  set(query, "hide", state.hiddenSeries.size === 0 ? null : [...state.hiddenSeries].join(","))
  set(query, "latency", state.latencyView === "percentiles" ? null : state.latencyView)
  set(query, "trials", state.trials.length === 0 ? null : state.trials.join(","))
  set(query, "scene", state.scene)
  set(query, "pace", state.pace === DEFAULT_URL_STATE.pace ? null : String(state.pace))
  set(query, "present", state.presented)
  set(query, "panel", state.panel === DEFAULT_URL_STATE.panel ? null : state.panel)
  const text = query.toString()
  return text === "" ? "" : `?${text}`
}

function parsePace(text: string | null): number {
  const pace = Number(text)
  const isPace = text !== null && pace >= 0 && pace <= SLOWEST_PACE
  return isPace ? pace : DEFAULT_URL_STATE.pace
}

function parseNumbers(text: string): readonly number[] {
  const numbers = text
    .split(",")
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number > 0)
  return numbers.length === 0 ? DEFAULT_URL_STATE.trials : numbers.slice(0, MAX_PICKED)
}

function parseIds(text: string): ReadonlySet<string> {
  if (text === "") return DEFAULT_URL_STATE.hiddenSeries
  return new Set(text.split(",").slice(0, MAX_HIDDEN_SERIES))
}

function parseSelection(text: string): Selection | null {
  const colon = text.indexOf(":")
  const kind = text.slice(0, Math.max(0, colon))
  const value = text.slice(colon + 1)
  if (value === "" || value.length > MAX_NAME_LENGTH) return null
  if (kind === "client" || kind === "worker") return { kind, name: value }
  return kind === "envelope" ? parseEnvelope(value) : null
}

/** `7`, or `7.c0ffee` with the run of the broker that gave it its number. */
function parseEnvelope(text: string): EnvelopeSelection | null {
  const [, digits, run] = /^(\d+)(?:\.([0-9a-f]{1,32}))?$/.exec(text) ?? []
  const number = Number(digits)
  if (!Number.isSafeInteger(number) || number === 0) return null
  return run === undefined ? { kind: "envelope", number } : { kind: "envelope", number, run }
}

function formatEnvelope({ number, run }: EnvelopeSelection): string {
  return run === undefined ? String(number) : `${number}.${run}`
}

/** `4` is a quarter of the speed. */
function slowness(speed: Speed): string {
  return String(Math.round(1 / speed))
}

function set(query: URLSearchParams, key: string, value: string | null): void {
  if (value === null) query.delete(key)
  else query.set(key, value)
}
