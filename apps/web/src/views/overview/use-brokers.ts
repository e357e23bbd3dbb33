import type { BrokersView } from "../../brokers/index.js"
import { useApp, useStore, useUrl } from "../../hooks/index.js"

export interface Watched {
  readonly view: BrokersView
  /** The broker that is shown; the server's first where the URL names none. */
  readonly name: string | null
  /** The server has no such broker: it was removed, or never was. */
  readonly isGone: boolean
}

/** Every broker of the server, and which of them is shown. */
export function useBrokers(): Watched {
  const { brokers } = useApp()
  const { broker } = useUrl()
  const view = useStore(brokers)
  const name = broker ?? view.brokers[0]?.name ?? null
  const isThere = view.brokers.some((one) => one.name === name)
  return { view, name, isGone: view.state === "ready" && !isThere }
}
