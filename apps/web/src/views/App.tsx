import { Flow } from "../flow/Flow.js"
import { usePageCommands, useStatus, useTheme } from "../hooks/index.js"
import { ChartsRow } from "./charts/ChartsRow.js"
import { Dialogs } from "./dialogs/Dialogs.js"
import { Header } from "./header/Header.js"
import { CLIENT_ROW_REM, Clients, WORKER_ROW_REM, Workers } from "./peers/index.js"
import { Strip } from "./strip/Strip.js"
import { Toasts } from "./Toasts.js"
import { Tap } from "./tap/Tap.js"

export function App() {
  const theme = useTheme()
  usePageCommands()
  const dimmed = useStatus(
    ({ stream, hello }) =>
      stream.phase === "stale" || stream.phase === "reconnecting" || hello?.run === null,
  )
  return (
    <div className="page" data-dimmed={dimmed ? "" : undefined}>
      <Header />
      <main className="contents">
        <Strip />
        <div className="hero">
          <Clients />
          <Flow clientRowRem={CLIENT_ROW_REM} workerRowRem={WORKER_ROW_REM} />
          <Workers />
        </div>
        <ChartsRow />
        <Tap />
      </main>
      <Dialogs />
      <Toasts theme={theme} />
    </div>
  )
}
