import {
  LiveStore,
  Now,
  Replay,
  RowPlaces,
  ShownFigures,
  SlowedInput,
  type Source,
  TapBoard,
  ValueStore,
} from "@zmqscope/model"
import { BrokerActions, type OpenDialog, PeerActions, Teller } from "./actions/index.js"
import { ApiClient } from "./api/index.js"
import { Commands } from "./commands/index.js"
import { brokerPath, serverUrl } from "./endpoint.js"
import { EventBook } from "./events/index.js"
import { browserFrames, FrameLoop } from "./frame-loop.js"
import { type AppParts, obstacleIn, type UrlStore } from "./hooks/index.js"
import { NoticeBook } from "./notices/index.js"
import type { Conductor } from "./scenes/index.js"
import { browserClock, StreamConnection, tapAt } from "./stream/index.js"
import { TrialDesk } from "./trials/index.js"
import { PageToaster } from "./views/page-toaster.js"

/** The API of one broker: the server's first, or the one that is named. */
export function apiOf(broker: string | null): ApiClient {
  return new ApiClient((path, init) => fetch(serverUrl(brokerPath(path, broker)), init))
}

export interface PageParts {
  readonly url: UrlStore
  /** Which of the server's brokers is shown; null: its first. */
  readonly broker: string | null
  /** Plays a scene on it; null: none is played. */
  readonly scene: Conductor | null
}

/** Everything of the page that is not React's, of one broker. */
export interface Page {
  readonly parts: Omit<AppParts, "theatre" | "brokers" | "server">
  start(): void
  /** Nothing of it goes on. */
  stop(): void
}

export function assemblePage({ url, broker: name, scene }: PageParts): Page {
  const api = apiOf(name)
  const open = tapAt(brokerPath("/api/tap", name))
  const connection = new StreamConnection({ open, clock: browserClock, random: Math.random })
  const source: Source = {
    past: api,
    start: (sink) => connection.start(sink),
    onGap: (missed) => connection.showGap(missed),
  }
  const live = new LiveStore(source)
  const now = new Now()
  const figures = new ShownFigures(live, now)
  const replay = new Replay(live, now)
  const rows = new RowPlaces()
  const slowed = new SlowedInput(live, now)
  const tap = new TapBoard({ input: slowed, clock: () => performance.now() })
  const dialogs = new ValueStore<OpenDialog | null>(null)
  const commands = new Commands(() => dialogs.get() !== null)
  const toaster = new PageToaster((listener) => live.figures.subscribe(listener))
  const notices = new NoticeBook({
    load: () => api.notices(),
    tell(notice, more) {
      // Where no broker is shown it would name none.
      const isShown = url.get().view === "broker"
      if (isShown) toaster.notice(notice, more, () => commands.run("notices"))
      return isShown
    },
    clock: () => performance.now(),
  })
  const events = new EventBook((filter, before, limit) => api.events(filter, before, limit))
  const trials = new TrialDesk(() => api.trials())
  const teller = new Teller({ toaster, obstacle: () => obstacleIn(live.status.get()) })
  const snapshot = () => live.figures.get().snapshot
  const broker = new BrokerActions({ api, teller, snapshot })
  const actions = new PeerActions({ api, dialogs, teller, snapshot, random: Math.random })

  const followUrl = () => {
    const { flowSpeed, freezeMs } = url.get()
    now.choose({ speed: flowSpeed, heldMs: freezeMs })
  }
  const followSight = () => connection.show(document.hidden ? [] : ["clients", "workers"])
  const loop = new FrameLoop(browserFrames)
  loop.add("drain", () => live.drain())
  // Not the frame's own time, which is that of before what was drained: it may be late.
  loop.add("drain", () => replay.advance(performance.now()))
  loop.add("drain", () => figures.advance())
  loop.add("drain", () => slowed.advance())
  loop.add("drain", () => tap.work())
  loop.add("notify", (nowMs) => live.notify(nowMs))
  loop.add("notify", (nowMs) => tap.notify(nowMs))
  loop.add("notify", () => showPageState(document.documentElement, live))

  let unfollow = () => {}
  return {
    parts: {
      live,
      tap,
      now,
      figures,
      replay,
      rows,
      loop,
      connection,
      past: source.past,
      api,
      url,
      actions,
      broker,
      commands,
      notices,
      events,
      trials,
      scene,
    },
    start() {
      replay.start()
      followUrl()
      followSight()
      document.addEventListener("visibilitychange", followSight)
      const unsubscribe = url.subscribe(followUrl)
      unfollow = () => {
        unsubscribe()
        document.removeEventListener("visibilitychange", followSight)
      }
      loop.start()
      source.start({
        setStream: (state) => live.setStream(state),
        acceptMessage: (message) => {
          live.acceptMessage(message)
          notices.accept(message)
          events.accept(message)
          trials.accept(message)
          scene?.accept(message)
        },
        acceptBatch: (batch) => live.acceptBatch(batch),
        countRefused: () => live.countRefused(),
      })
    },
    stop() {
      unfollow()
      connection.stop()
      loop.stop()
    },
  }
}

/** Writes onto `<html>` what tests wait for (test-ids.ts). Called once a frame. */
function showPageState(html: HTMLElement, live: LiveStore): void {
  set(html, "streamState", live.status.get().stream.phase)
  set(html, "appliedSeq", String(live.appliedSequence))
  set(html, "run", live.run ?? "")
  set(html, "history", live.charts.get().history.state)
}

function set(html: HTMLElement, name: string, value: string): void {
  if (html.dataset[name] !== value) html.dataset[name] = value
}
