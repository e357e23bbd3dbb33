import { Dealer, Router } from "zeromq"

export interface PlainProxy extends AsyncDisposable {
  /** Where REQ clients connect, `tcp://127.0.0.1:PORT`. */
  readonly frontend: string
  /** Where REP workers connect. */
  readonly backend: string
}

const ANY_PORT = "tcp://127.0.0.1:*"

/**
 * A ROUTER and a DEALER, on wildcard ports, with a straight pump between them: what zmqscope does,
 * without legs, tap or ledger. Measurements compare against it.
 * @param backendEndpoint where the DEALER is bound
 */
export async function startPlainProxy(backendEndpoint = ANY_PORT): Promise<PlainProxy> {
  const router = new Router({ linger: 0 })
  const dealer = new Dealer({ linger: 0 })
  await Promise.all([router.bind(ANY_PORT), dealer.bind(backendEndpoint)])
  const pumps = Promise.all([pump(router, dealer), pump(dealer, router)])
  return {
    frontend: endpointOf(router),
    backend: endpointOf(dealer),
    async [Symbol.asyncDispose]() {
      router.close()
      dealer.close()
      await pumps
    },
  }
}

/** Ends when its sockets are closed. Each socket has one reader and one writer: the two pumps. */
async function pump(from: Router | Dealer, to: Router | Dealer): Promise<void> {
  try {
    for await (const frames of from) await deliver(frames, to)
  } catch (error) {
    if (!to.closed) throw error
  }
}

/** Sends once somebody is there. Who goes between being seen and the sending leaves it refused. */
async function deliver(frames: Buffer[], to: Router | Dealer): Promise<void> {
  for (;;) {
    try {
      await to.send(frames)
      return
    } catch (error) {
      if (to.closed || !isAgain(error)) throw error
    }
  }
}

function isAgain(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN"
}

function endpointOf(socket: Router | Dealer): string {
  if (socket.lastEndpoint === null) throw new Error("the socket was not bound")
  return socket.lastEndpoint
}
