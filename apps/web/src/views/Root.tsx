import { useMemo } from "react"
import type { ApiClient } from "../api/index.js"
import type { BrokerList } from "../brokers/index.js"
import { AppProvider, useStore } from "../hooks/index.js"
import type { Page } from "../page.js"
import type { Theatre } from "../scenes/index.js"
import { App } from "./App.js"

interface RootProps {
  readonly theatre: Theatre<Page>
  readonly brokers: BrokerList
  readonly server: ApiClient
}

/** The page that is shown. Another broker's is another page: nothing of the one before is left in it. */
export function Root(props: RootProps) {
  const { theatre, brokers, server } = props
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
