import { isCurrent } from "../model/index.js"
import type { StatusView } from "../store/index.js"
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
