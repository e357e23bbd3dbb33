import { useMemo } from "react"
import { type AppParts, AppProvider, useStore } from "../hooks/index.js"
import { App } from "./App.js"

type RootProps = Pick<AppParts, "theatre" | "brokers" | "server">

/** The page that is shown. Another broker's is another page: nothing of the one before is left in it. */
export function Root({ theatre, brokers, server }: RootProps) {
  const { page, number } = useStore(theatre)
  const parts = useMemo(
    () => ({ ...page.parts, theatre, brokers, server }),
    [page, theatre, brokers, server],
  )
  return (
    <AppProvider value={parts} key={number}>
      <App />
    </AppProvider>
  )
}
