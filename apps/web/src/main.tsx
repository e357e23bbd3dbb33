import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { toast } from "sonner"
import { brokerList } from "./brokers/index.js"
import { resolveTheme, UrlStore } from "./hooks/index.js"
import { apiOf, assemblePage } from "./page.js"
import { Theatre } from "./scenes/index.js"
import { browserClock } from "./stream/index.js"
import "./styles/base.css"
import { Root } from "./views/Root.js"

const url = new UrlStore(window, browserClock)
document.documentElement.dataset["theme"] = resolveTheme(url.get().theme)

const server = apiOf(null)
const theatre = new Theatre({
  api: server,
  url,
  clock: { ...browserClock, now: () => performance.now() },
  castApi: apiOf,
  makePage: (broker, scene) => assemblePage({ url, broker, scene }),
  tellFailure: (text) => void toast.error(text),
})
const brokers = brokerList({
  load: () => server.brokers(),
  isLookedAt: () => url.get().view === "overview",
  isAway: () => theatre.get().page.parts.connection.state.phase === "reconnecting",
})
window.addEventListener("pagehide", () => theatre.pageGone())
window.addEventListener("pageshow", ({ persisted }) => persisted && theatre.pageBack())

const root = document.getElementById("root")
if (root === null) throw new Error("index.html has no #root")
createRoot(root).render(
  <StrictMode>
    <Root theatre={theatre} brokers={brokers} server={server} />
  </StrictMode>,
)
theatre.start()
brokers.watch()
