import type { Dealer, Observer, Reply, Request } from "zeromq"
import { isErrno } from "./errno.js"

/**
 * Creates a socket and tells whenever its connection is made (after the handshake) or lost.
 *
 * zeromq.js names a monitor by the observer's address in memory (observer.cc), which may be that of
 * an earlier one whose name libzmq has not freed yet: EADDRINUSE. A second observer, made while the
 * first still stands, has another address.
 */
export function createMonitored<S extends Request | Reply | Dealer>(
  create: () => S,
  onConnection: (connected: boolean) => void,
): S {
  const unlucky: S[] = []
  try {
    for (;;) {
      const socket = create()
      const events = monitor(socket)
      if (events !== undefined) {
        void watch(socket, events, onConnection)
        return socket
      }
      unlucky.push(socket)
    }
  } finally {
    for (const socket of unlucky) socket.close()
  }
}

function monitor(socket: Request | Reply | Dealer): Observer | undefined {
  try {
    return socket.events
  } catch (error) {
    if (isErrno(error, "EADDRINUSE")) return undefined
    throw error
  }
}

async function watch(
  socket: Request | Reply | Dealer,
  events: Observer,
  onConnection: (connected: boolean) => void,
): Promise<void> {
  for await (const event of events) {
    // Read on to the end of a closed socket's events: only that closes the observer.
    if (socket.closed) continue
    if (event.type === "handshake") onConnection(true)
    else if (event.type === "disconnect") onConnection(false)
  }
}
