import { Flow } from "../flow/Flow.js"
import { usePageCommands, useRunInUrl, useTheme, useUrl } from "../hooks/index.js"
import { ChartsRow } from "./charts/ChartsRow.js"
import { Dialogs } from "./dialogs/Dialogs.js"
import { Events } from "./events/index.js"
import { Header } from "./header/Header.js"
import { Overview } from "./overview/index.js"
import { Clients, Workers } from "./peers/index.js"
import { Presented, PresenterBar, PresenterFoot, usePresenter } from "./presenter/index.js"
import { ScenePanel, ScenePointer, useScene } from "./scenes/index.js"
import { useIsOfNow } from "./status/index.js"
import { Strip } from "./strip/Strip.js"
import { Toasts } from "./Toasts.js"
import { Tap } from "./tap/Tap.js"

export function App() {
  const theme = useTheme()
  usePageCommands()
  usePresenter()
  useRunInUrl()
  const { presented, list, isOverview } = useUrl()
  const isOfNow = useIsOfNow()
  const scene = useScene()
  if (isOverview && scene === null && presented === null) {
    return (
      <>
        <Overview />
        <Dialogs />
        <Toasts theme={theme} isPresenting={false} />
      </>
    )
  }
  return (
    <div className="page" data-dimmed={isOfNow ? undefined : ""} data-scene={scene?.phase}>
      {presented === null ? <Header /> : <PresenterBar />}
      <ScenePanel />
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
      <ScenePointer />
      <Dialogs />
      <Toasts theme={theme} isPresenting={presented !== null} />
    </div>
  )
}
