import type { BrokerSummary } from "@zmqscope/protocol"
import { useApp, useStore, useUrl } from "../../hooks/index.js"

export interface Watched {
  readonly brokers: readonly BrokerSummary[]
  /** The broker that is shown; the server's first where the URL names none. */
  readonly name: string | null
  /** The server has no such broker: it was removed, or never was. */
  readonly isGone: boolean
}

/** Every broker of the server, and which of them is shown. */
export function useBrokers(): Watched {
  const { broker } = useUrl()
  const { value } = useStore(useApp().brokers)
  const brokers = value ?? []
  const name = broker ?? brokers[0]?.name ?? null
  return { brokers, name, isGone: value?.every((one) => one.name !== name) ?? false }
}
