/**
 * ZMTP heartbeats on both sides: a peer that is stopped or cut off is found within
 * interval + timeout. Any traffic from the peer counts as a sign of life.
 */
export const HEARTBEAT = {
  heartbeatInterval: 500,
  heartbeatTimeout: 2000,
  /** A connection that has not finished its handshake by then is closed. */
  handshakeInterval: 5000,
} as const
