import { Flow } from "../flow/Flow.js"
import { usePageCommands, useRunInUrl, useTheme, useUrl } from "../hooks/index.js"
import { ChartsRow } from "./charts/ChartsRow.js"
import { Dialogs } from "./dialogs/Dialogs.js"
import { Header } from "./header/Header.js"
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
  const { presented } = useUrl()
  const isOfNow = useIsOfNow()
  const scene = useScene()
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
        {presented === null && scene === null && <Tap />}
      </main>
      {presented !== null && <PresenterFoot />}
      <ScenePointer />
      <Dialogs />
      <Toasts theme={theme} isPresenting={presented !== null} />
    </div>
  )
}
