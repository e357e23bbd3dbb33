import { useEffect } from "react"
import { Flow } from "../flow/Flow.js"
import { usePageCommands, useRunInUrl, useTheme, useUrl } from "../hooks/index.js"
import { ChartsRow } from "./charts/ChartsRow.js"
import { Dialogs } from "./dialogs/Dialogs.js"
import { Header } from "./header/Header.js"
import { later } from "./later.js"
import { Clients, Workers } from "./peers/index.js"
import { usePresenter } from "./presenter/index.js"
import { useScene } from "./scenes/index.js"
import { useIsOfNow } from "./status/index.js"
import { Strip } from "./strip/Strip.js"
import { Toasts } from "./Toasts.js"
import { Tap } from "./tap/Tap.js"

const Overview = later("all brokers", async () => (await import("./overview/Overview.js")).Overview)
const RaceView = later("the race", async () => (await import("./race/index.js")).RaceView)
const SweepView = later("the sweep", async () => (await import("./sweep/index.js")).SweepView)
const Events = later("the events", async () => (await import("./events/index.js")).Events)
const ScenePanel = later(
  "what the scene says",
  async () => (await import("./scenes/ScenePanel.js")).ScenePanel,
)
const ScenePointer = later(
  "what the scene speaks of",
  async () => (await import("./scenes/ScenePointer.js")).ScenePointer,
)
/** What takes the whole page. */
const WHOLE = { broker: null, overview: Overview, race: RaceView, sweep: SweepView } as const
const PRESENTER = "what a presenter sees"
const Presented = later(PRESENTER, async () => (await import("./presenter/Presented.js")).Presented)
const PresenterBar = later(
  PRESENTER,
  async () => (await import("./presenter/PresenterBar.js")).PresenterBar,
)
const PresenterFoot = later(
  PRESENTER,
  async () => (await import("./presenter/PresenterFoot.js")).PresenterFoot,
)

export function App() {
  const theme = useTheme()
  usePageCommands()
  usePresenter()
  useRunInUrl()
  const { presented, list, view } = useUrl()
  const isOfNow = useIsOfNow()
  const scene = useScene()
  // With the first screen, after it: the focus goes from list to list, and would be nowhere meanwhile.
  useEffect(() => Events.ask(), [])
  const Whole = WHOLE[view]
  if (scene === null && Whole !== null && (Whole !== Overview || presented === null)) {
    return (
      <>
        <Whole />
        <Dialogs />
        <Toasts theme={theme} isPresenting={false} />
      </>
    )
  }
  return (
    <div className="page" data-dimmed={isOfNow ? undefined : ""} data-scene={scene?.phase}>
      {presented === null ? <Header /> : <PresenterBar />}
      {scene !== null && <ScenePanel />}
      <main className="contents">
        <Strip />
        <div className="hero">
          <Clients />
          <Flow />
          <Workers />
        </div>
        {presented === null ? <ChartsRow /> : <Presented name={presented} />}
        {presented === null && scene === null && (list === "events" ? <Events /> : <Tap />)}
      </main>
      {presented !== null && <PresenterFoot />}
      {scene !== null && <ScenePointer />}
      <Dialogs />
      <Toasts theme={theme} isPresenting={presented !== null} />
    </div>
  )
}
