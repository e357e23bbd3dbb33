import type {
  ChartsView,
  FiguresView,
  NowView,
  StatusView,
  TapBoard,
  ValueStore,
} from "@zmqscope/model"
import { useEffect, useSyncExternalStore } from "react"
import type { Polled, PolledView } from "../polled.js"
import { useApp } from "./app-context.js"

/**
 * Reads the live store. Each takes a selector that must return a primitive or a part of the view
 * itself, never a new object: the component renders again when that changes.
 */
export function useStatus<T>(select: (view: StatusView) => T): T {
  return useView(useApp().live.status, select)
}

/** Of now, whatever moment is shown: for what is to be done. */
export function useFigures<T>(select: (view: FiguresView) => T): T {
  return useView(useApp().live.figures, select)
}

/** Of the moment that is shown. */
export function useShownFigures<T>(select: (view: FiguresView) => T): T {
  return useView(useApp().figures, select)
}

export function useCharts<T>(select: (view: ChartsView) => T): T {
  return useView(useApp().live.charts, select)
}

type Store<T> = Pick<ValueStore<T>, "subscribe" | "get">

const NEVER = () => () => {}
const NOTHING = () => null

/** What a store holds, and again when that changes; null without one. */
export function useStore<T>(store: Store<T>): T
export function useStore<T>(store: Store<T> | null): T | null
export function useStore<T>(store: Store<T> | null): T | null {
  const get = store?.get ?? NOTHING
  return useSyncExternalStore<T | null>(store?.subscribe ?? NEVER, get, get)
}

/** What is asked for while it is shown; stays the same `polled` as long as it is of the same. */
export function usePolled<T>(polled: Polled<T>): PolledView<T> {
  useEffect(() => polled.watch(), [polled])
  return useStore(polled)
}

/** The tap, and again when what it lists changes. */
export function useTap(): TapBoard {
  const { tap } = useApp()
  useSyncExternalStore(tap.subscribe, tap.version)
  return tap
}

/** The moment that the page shows, and how it stands to now: flow, figures, charts and list alike. */
export function useNow(): NowView {
  const { now } = useApp()
  return useSyncExternalStore(now.subscribe, now.view)
}

/** Whether that moment is past by choice: frozen, or slowed. */
export function useShowsPast(): boolean {
  const { now } = useApp()
  return useSyncExternalStore(now.subscribe, () => now.isPast)
}

/** What is slowed moves on the charts by so much at a time, milliseconds. */
const SLOWED_STEP_MS = 250

/** The right edge of charts that go on, Unix milliseconds: what is newest, or slowed the moment shown. */
export function useShownMs(): number {
  const newestMs = useCharts((view) => view.nowMs)
  const { mode, atMs } = useNow()
  if (mode !== "slow" || atMs === null) return newestMs
  return Math.floor(atMs / SLOWED_STEP_MS) * SLOWED_STEP_MS
}

/** The run of the broker that the page shows; null before any is known. */
export function useKnownRun(): string | null {
  const { live } = useApp()
  return useStatus(() => live.knownRun)
}

function useView<V, T>({ subscribe, get }: Store<V>, select: (view: V) => T): T {
  return useSyncExternalStore(subscribe, () => select(get()))
}
