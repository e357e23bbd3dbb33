import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { toast } from "sonner"
import { DialogStore, PeerActions } from "./actions/index.js"
import { ApiClient } from "./api/index.js"
import { Commands } from "./commands/index.js"
import { serverUrl } from "./endpoint.js"
import { AppProvider, resolveTheme, UrlStore } from "./hooks/index.js"
import { showPageState } from "./page-state.js"
import { browserFrames, FrameLoop, LiveStore } from "./store/index.js"
import { browserClock, openTap, StreamConnection } from "./stream/index.js"
import "./styles/base.css"
import { TapBoard } from "./tap/index.js"
import { App } from "./views/App.js"

const url = new UrlStore(window, browserClock)
document.documentElement.dataset["theme"] = resolveTheme(url.get().theme)

const api = new ApiClient((path, init) => fetch(serverUrl(path), init))
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
    onMessage: (message) => live.acceptMessage(message),
    onBatch: (batch) => live.acceptBatch(batch),
    onRefused: () => live.countRefused(),
  },
)
const dialogs = new DialogStore()
const commands = new Commands(() => dialogs.get() !== null)
const actions = new PeerActions({
  api,
  dialogs,
  toaster: {
    success: (text, action) =>
      toast.success(text, action && { action: { label: action.label, onClick: action.run } }),
    failure: (text) => toast.error(text),
  },
  snapshot: () => live.figures().snapshot,
  random: Math.random,
})

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
    <AppProvider value={{ live, tap, loop, connection, api, url, actions, commands }}>
      <App />
    </AppProvider>
  </StrictMode>,
)
loop.start()
connection.start()
