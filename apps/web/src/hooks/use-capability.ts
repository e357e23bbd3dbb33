import type { Capability } from "@zmqscope/protocol"
import { useStatus } from "./use-live.js"

/** Why a broker that is not ours can be told nothing. */
export const WATCHED_ONLY =
  "How it deals, and whether it does, is decided where it runs: it cannot be paused, switched or drained from here."

/** Why clients have neither address nor socket type. */
export const CLIENTS_UNSEEN =
  "libzmq's ROUTER tells of a client its messages alone: not where it is, of which socket type, nor when it last gave a sign of life. Engine zmtp does."

/** Whether the broker can do something besides being watched; taken as yes until it has said. */
export function useCapability(capability: Capability): boolean {
  return useStatus((view) => view.hello?.capabilities.includes(capability) ?? true)
}
