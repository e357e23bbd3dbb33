import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { BrokerActions, DialogStore, PeerActions, Teller } from "./actions/index.js"
import { ApiClient } from "./api/index.js"
import { Commands } from "./commands/index.js"
import { serverUrl } from "./endpoint.js"
import { AppProvider, obstacleIn, resolveTheme, UrlStore } from "./hooks/index.js"
import { NoticeBook } from "./notices/index.js"
import { showPageState } from "./page-state.js"
import { browserFrames, FrameLoop, LiveStore } from "./store/index.js"
import { browserClock, LiveSource, openTap } from "./stream/index.js"
import "./styles/base.css"
import { Now, Replay, RowPlaces, SlowedInput, TapBoard } from "./model/index.js"
import { TrialDesk } from "./trials/index.js"
import { App } from "./views/App.js"
import { PageToaster } from "./views/page-toaster.js"

const url = new UrlStore(window, browserClock)
document.documentElement.dataset["theme"] = resolveTheme(url.get().theme)

const api = new ApiClient((path, init) => fetch(serverUrl(path), init))
const source = new LiveSource({ open: openTap, clock: browserClock, random: Math.random }, api)
const { connection } = source
const live = new LiveStore(source)
const now = new Now()
const replay = new Replay(live, now)
replay.start()
const rows = new RowPlaces()
const slowed = new SlowedInput(live, now)
const tap = new TapBoard({ input: slowed, clock: () => performance.now() })
const dialogs = new DialogStore()
const commands = new Commands(() => dialogs.get() !== null)
const toaster = new PageToaster((listener) => live.subscribe("figures", listener))
const notices = new NoticeBook({
  load: () => api.notices(),
  tell: (notice, more) => toaster.notice(notice, more, () => commands.run("notices")),
  clock: () => performance.now(),
})
const trials = new TrialDesk({
  load: (from) => api.trials(from),
  after: (ms, task) => browserClock.after(ms, task),
})
const teller = new Teller({ toaster, obstacle: () => obstacleIn(live.status()) })
const snapshot = () => live.figures().snapshot
const broker = new BrokerActions({ api, teller, snapshot })
const actions = new PeerActions({ api, dialogs, teller, snapshot, random: Math.random })

const followUrl = () => {
  const { flowSpeed, freezeMs } = url.get()
  now.choose({ speed: flowSpeed, heldMs: freezeMs })
}
followUrl()
url.subscribe(followUrl)

const loop = new FrameLoop(browserFrames)
loop.add("drain", () => live.drain())
// Not the frame's own time, which is that of before what was drained: it may be late.
loop.add("drain", () => replay.advance(performance.now()))
loop.add("drain", () => slowed.advance())
loop.add("drain", () => tap.work())
loop.add("notify", (nowMs) => live.notify(nowMs))
loop.add("notify", (nowMs) => tap.notify(nowMs))
loop.add("notify", () => showPageState(document.documentElement, live))

const root = document.getElementById("root")
if (root === null) throw new Error("index.html has no #root")
createRoot(root).render(
  <StrictMode>
    <AppProvider
      value={{
        live,
        tap,
        now,
        replay,
        rows,
        loop,
        connection,
        api,
        url,
        actions,
        broker,
        commands,
        notices,
        trials,
      }}
    >
      <App />
    </AppProvider>
  </StrictMode>,
)
loop.start()
source.start({
  setStream: (state) => live.setStream(state),
  acceptMessage: (message) => {
    live.acceptMessage(message)
    notices.accept(message)
  },
  acceptBatch: (batch) => live.acceptBatch(batch),
  countRefused: () => live.countRefused(),
})
