import { useEffect } from "react"
import { Flow } from "../flow/Flow.js"
import { usePageCommands, useRunInUrl, useTheme, useUrl } from "../hooks/index.js"
import { ChartsRow } from "./charts/ChartsRow.js"
import { Dialogs } from "./dialogs/Dialogs.js"
import { Header } from "./header/Header.js"
import { later } from "./later.js"
import { Clients, Workers } from "./peers/PeerColumn.js"
import { usePresenter } from "./presenter/use-presenter.js"
import { useScene } from "./scenes/use-scene.js"
import { useIsOfNow } from "./status/traffic.js"
import { Strip } from "./strip/Strip.js"
import { Toasts } from "./Toasts.js"
import { Tap } from "./tap/Tap.js"

const Overview = later("all brokers", () => import("./overview/Overview.js"), "Overview")
const RaceView = later("the race", () => import("./race/RaceView.js"), "RaceView")
const SweepView = later("the sweep", () => import("./sweep/SweepView.js"), "SweepView")
/** What takes the whole page. */
const WHOLE = { broker: null, overview: Overview, race: RaceView, sweep: SweepView } as const
const Events = later("the events", () => import("./events/Events.js"), "Events")
const SCENE = "the scene"
const ScenePanel = later(SCENE, () => import("./scenes/ScenePanel.js"), "ScenePanel")
const ScenePointer = later(SCENE, () => import("./scenes/ScenePointer.js"), "ScenePointer")
const PRESENTER = "what a presenter sees"
const Presented = later(PRESENTER, () => import("./presenter/Presented.js"), "Presented")
const PresenterBar = later(PRESENTER, () => import("./presenter/PresenterBar.js"), "PresenterBar")
const PresenterFoot = later(PRESENTER, () => import("./presenter/PresenterBar.js"), "PresenterFoot")

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
