/** A connection that has not finished its handshake by then is closed, milliseconds. */
export const HANDSHAKE = { handshakeInterval: 5000 } as const

/**
 * ZMTP heartbeats towards workers: one that is stopped or cut off is found within interval + timeout.
 * Any traffic from it counts as a sign of life. Clients get none (docs/decisions/0010).
 */
export const HEARTBEAT = { heartbeatInterval: 500, heartbeatTimeout: 2000 } as const
