import type { Envelope } from "@zmqscope/protocol"

/**
 * When an envelope's last attempt began, microseconds: it was put back then, or had just arrived.
 * What lies before went with workers that are gone, and is none of its waiting.
 */
export function waitingSince({ earlierAttempts, receivedAt }: Envelope): number {
  return earlierAttempts.at(-1)?.requeuedAt ?? receivedAt
}
