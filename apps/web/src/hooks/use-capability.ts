import type { Capability } from "@zmqscope/protocol"
import { useStatus } from "./use-live.js"

/** Why a broker that is not ours can be told nothing. */
export const WATCHED_ONLY =
  "How it deals, and whether it does, is decided where it runs: it cannot be paused, switched or drained from here."

/** Whether the broker can do something besides being watched; taken as yes until it has said. */
export function useCapability(capability: Capability): boolean {
  return useStatus((view) => view.hello?.capabilities.includes(capability) ?? true)
}
