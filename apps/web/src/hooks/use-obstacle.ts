import type { StatusView } from "@zmqscope/model"
import { isCurrent } from "@zmqscope/model"
import type { Capability } from "@zmqscope/protocol"
import { useStatus } from "./use-live.js"

/** Why nothing can be done to peers and broker now, in a sentence; null when something can. */
export function obstacleIn({ stream, hello }: StatusView): string | null {
  if (hello === null || !isCurrent(stream))
    return "The server is not answering: nothing can be done."
  if (hello.run === null) return "The broker is restarting: wait until it is back."
  return null
}

/** As obstacleIn, for controls: undefined when they can be used. */
export function useObstacle(): string | undefined {
  return useStatus(obstacleIn) ?? undefined
}

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
