import { useMemo, useSyncExternalStore } from "react"
import { AppProvider } from "../hooks/index.js"
import type { Page } from "../page.js"
import type { Theatre } from "../scenes/index.js"
import { App } from "./App.js"

/** The page that is shown. Another broker's is another page: nothing of the one before is left in it. */
export function Root({ theatre }: { readonly theatre: Theatre<Page> }) {
  const { page, number } = useSyncExternalStore(theatre.subscribe, theatre.get)
  const parts = useMemo(() => ({ ...page.parts, theatre }), [page, theatre])
  return (
    <AppProvider value={parts} key={number}>
      <App />
    </AppProvider>
  )
}
