import { filterWithSpan, WINDOWS_MS } from "@zmqscope/model"
import { DEALINGS, type Dealing } from "@zmqscope/protocol"
import { useEffect } from "react"
import type { Tasks } from "../commands/index.js"
import type { ThemeChoice } from "../url-state.js"
import { type AppParts, useApp } from "./app-context.js"
import { useCapability } from "./use-obstacle.js"
import { useUrl } from "./use-url.js"

export const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = {
  system: "light",
  light: "dark",
  dark: "system",
}

/** Whether a broker is shown that somebody could mean: none is in a race, in a sweep and among all of them. */
export function useIsOfBroker(): boolean {
  const { view, presented } = useUrl()
  return view === "broker" || (view === "overview" && presented !== null)
}

/** The commands that belong to no view in particular, and the page's keys. */
export function usePageCommands(): void {
  const parts = useApp()
  const { commands } = parts
  const deals = useCapability("deal")
  const isOfBroker = useIsOfBroker()
  useCommands({
    ...(isOfBroker && peerTasks(parts)),
    ...(isOfBroker && deals && brokerTasks(parts)),
    ...(isOfBroker && shownTasks(parts)),
    ...viewTasks(parts),
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (commands.handle(event)) event.preventDefault()
    }
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [commands])
}

function peerTasks({ actions }: AppParts): Tasks {
  return {
    "spawn-client": () => actions.order("client", 1),
    "spawn-worker": () => actions.order("worker", 1),
    "spawn-slow-worker": () => actions.spawnSlowWorker(),
    "spawn-clients": () => actions.dialogs.set({ type: "spawn", kind: "client" }),
    "spawn-workers": () => actions.dialogs.set({ type: "spawn", kind: "worker" }),
    "kill-worker": () => actions.killRandomWorker(),
    "stop-clients": () => actions.removeAll("client", "stop"),
    "kill-clients": () => actions.removeAll("client", "kill"),
    "stop-workers": () => actions.removeAll("worker", "stop"),
    "kill-workers": () => actions.removeAll("worker", "kill"),
  }
}

function brokerTasks({ broker }: AppParts): Tasks {
  const deal = (dealing: Dealing) => () =>
    broker.switchDealing({ dealing }, `Requests are dealt by ${dealing}`)
  return {
    pause: () => broker.togglePause(),
    ...Object.fromEntries(DEALINGS.map((dealing) => [`deal-${dealing}`, deal(dealing)])),
    lose: () =>
      broker.switchDealing({ onWorkerLoss: "lose" }, "A worker that goes loses its requests"),
    "drop-abandoned": () =>
      broker.switchDealing({ dropAbandoned: true }, "What waits for a client that goes expires"),
    "keep-abandoned": () =>
      broker.switchDealing({ dropAbandoned: false }, "What waits for a client that goes is served"),
    requeue: () =>
      broker.switchDealing({ onWorkerLoss: "requeue" }, "A worker that goes leaves its requests"),
  }
}

function shownTasks({ url, figures, actions }: AppParts): Tasks {
  const show = (windowMs: number) => () => url.step({ windowMs })
  const [one, five, fifteen, sixty] = WINDOWS_MS
  return {
    freeze: () => {
      url.step({ freezeMs: url.get().freezeMs === null ? figures.holdMs : null })
    },
    "flow-1": () => url.set({ flowSpeed: 1 }),
    "flow-4": () => url.set({ flowSpeed: 0.25 }),
    "flow-20": () => url.set({ flowSpeed: 0.05 }),
    "flow-100": () => url.set({ flowSpeed: 0.01 }),
    deselect: () => url.step({ selection: null }),
    connect: () => actions.dialogs.set({ type: "connect" }),
    trials: () => actions.dialogs.set({ type: "trials" }),
    heat: () => url.turnLatencyView(),
    events: () => url.step({ list: url.get().list === "events" ? "envelopes" : "events" }),
    "window-1": show(one),
    "window-5": show(five),
    "window-15": show(fifteen),
    "window-60": show(sixty),
    "clear-span": () => url.step({ filter: filterWithSpan(url.get().filter, null) }),
    "all-series": () => url.set({ hiddenSeries: new Set() }),
    "panel-time": () => url.set({ panel: "time" }),
    "panel-fairness": () => url.set({ panel: "fairness" }),
    "panel-theory": () => url.set({ panel: "theory" }),
  }
}

function viewTasks({ url, actions }: AppParts): Tasks {
  return {
    theme: () => url.set({ theme: NEXT_THEME[url.get().theme] }),
    "theme-dark": () => url.set({ theme: "dark" }),
    "theme-light": () => url.set({ theme: "light" }),
    "theme-system": () => url.set({ theme: "system" }),
    race: () => url.step({ view: "race" }),
    sweep: () => url.step({ view: "sweep" }),
    scenes: () => actions.dialogs.set({ type: "scenes" }),
    legend: () => actions.dialogs.set({ type: "legend" }),
    palette: () => actions.dialogs.set({ type: "palette" }),
    help: () => actions.dialogs.set({ type: "shortcuts" }),
  }
}

/** Puts what a view can do now on its commands: others find it in the palette, and by its key. */
export function useCommands(tasks: Tasks): void {
  const { commands } = useApp()
  // At each rendering: it is cheap, and what a task does is of now.
  useEffect(() => commands.onAll(tasks))
}
