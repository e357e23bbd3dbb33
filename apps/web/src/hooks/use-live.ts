import type {
  Channel,
  ChartsView,
  FiguresView,
  NowView,
  StatusView,
  TapBoard,
  ValueStore,
} from "@zmqscope/model"
import { useSyncExternalStore } from "react"
import { useApp } from "./app-context.js"

/**
 * Reads the live store. Each takes a selector that must return a primitive or a part of the view
 * itself, never a new object: the component renders again when that changes.
 */
export function useStatus<T>(select: (view: StatusView) => T): T {
  return useView(useApp().live.status, select)
}

export function useFigures<T>(select: (view: FiguresView) => T): T {
  return useView(useApp().live.figures, select)
}

export function useCharts<T>(select: (view: ChartsView) => T): T {
  return useView(useApp().live.charts, select)
}

/** What a store holds, and again when that changes. */
export function useStore<T>({ subscribe, get }: Pick<ValueStore<T>, "subscribe" | "get">): T {
  return useSyncExternalStore(subscribe, get)
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

function useView<V, T>({ subscribe, get }: Channel<V>, select: (view: V) => T): T {
  return useSyncExternalStore(subscribe, () => select(get()))
}
