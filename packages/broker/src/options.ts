import type { BrokerSettings } from "@zmqscope/protocol"

/** How a broker is started. Its process reads them as JSON from its first argument. */
export interface BrokerOptions {
  /** Interface that both ports bind, `127.0.0.1` or `0.0.0.0` for two. */
  readonly host: string
  /** Port of the ROUTER; 0 takes a free one. */
  readonly frontendPort: number
  /** Port that workers connect to; 0 takes a free one. */
  readonly backendPort: number
  readonly settings: BrokerSettings
}

export const DEFAULT_SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
}
