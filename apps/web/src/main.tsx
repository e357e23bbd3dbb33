import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { BrokerActions, DialogStore, PeerActions, Teller } from "./actions/index.js"
import { ApiClient } from "./api/index.js"
import { Commands } from "./commands/index.js"
import { AppProvider, obstacleIn, resolveTheme, UrlStore } from "./hooks/index.js"
import { NoticeBook } from "./notices/index.js"
import { showPageState } from "./page-state.js"
import { browserFrames, FrameLoop, LiveStore } from "./store/index.js"
import { browserClock, openTap, StreamConnection } from "./stream/index.js"
import "./styles/base.css"
import { TapBoard } from "./tap/index.js"
import { App } from "./views/App.js"
import { PageToaster } from "./views/page-toaster.js"

const url = new UrlStore(window, browserClock)
document.documentElement.dataset["theme"] = resolveTheme(url.get().theme)

const api = new ApiClient(window.fetch.bind(window))
const live = new LiveStore({
  loadHistory: () => api.history(),
  loadHistorySince: (sinceMs) => api.historySince(sinceMs),
  loadEnvelopes: () => api.recentEnvelopes(),
  onGap: (missed) => connection.showGap(missed),
})
const tap = new TapBoard({ input: live, clock: () => performance.now() })
const connection = new StreamConnection(
  { open: openTap, clock: browserClock, random: Math.random },
  {
    onState: (state) => live.setStream(state),
    onMessage: (message) => {
      live.acceptMessage(message)
      notices.accept(message)
    },
    onBatch: (batch) => live.acceptBatch(batch),
    onRefused: () => live.countRefused(),
  },
)
const dialogs = new DialogStore()
const commands = new Commands(() => dialogs.get() !== null)
const toaster = new PageToaster((listener) => live.subscribe("figures", listener))
const notices = new NoticeBook({
  load: () => api.notices(),
  tell: (notice, more) => toaster.notice(notice, more, () => commands.run("notices")),
  clock: () => performance.now(),
})
const teller = new Teller({ toaster, obstacle: () => obstacleIn(live.status()) })
const snapshot = () => live.figures().snapshot
const broker = new BrokerActions({ api, teller, snapshot })
const actions = new PeerActions({ api, dialogs, teller, snapshot, random: Math.random })

const loop = new FrameLoop(browserFrames)
loop.add("drain", () => live.drain())
loop.add("drain", () => tap.work())
loop.add("notify", (nowMs) => live.notify(nowMs))
loop.add("notify", (nowMs) => tap.notify(nowMs))
loop.add("notify", () => showPageState(document.documentElement, live))

const root = document.getElementById("root")
if (root === null) throw new Error("index.html has no #root")
createRoot(root).render(
  <StrictMode>
    <AppProvider
      value={{ live, tap, loop, connection, api, url, actions, broker, commands, notices }}
    >
      <App />
    </AppProvider>
  </StrictMode>,
)
loop.start()
connection.start()
