import { eventually } from "@zmqscope/testkit"
import { Dealer, Router } from "zeromq"

/** A bare ROUTER on a wildcard port, in the broker's place before simulated clients. */
export interface BareRouter extends Disposable {
  readonly endpoint: string
  receive(): Promise<{ readonly routingId: string; readonly body: Buffer }>
  reply(routingId: string, body: string): Promise<void>
}

export async function bindRouter(): Promise<BareRouter> {
  const socket = new Router({ linger: 0 })
  await socket.bind("tcp://127.0.0.1:*")
  return {
    endpoint: socket.lastEndpoint ?? "",
    async receive() {
      const [routingId, , body] = await socket.receive()
      if (routingId === undefined || body === undefined) throw new Error("a request has 3 frames")
      return { routingId: routingId.toString(), body }
    },
    reply: (routingId, body) => socket.send([routingId, "", body]),
    [Symbol.dispose]: () => socket.close(),
  }
}

/** A bare DEALER on a wildcard port, in the broker's place before simulated workers. */
export interface BareDealer extends Disposable {
  readonly endpoint: string
  request(body: string): Promise<void>
  /** The next reply's body. */
  reply(): Promise<string>
  /** Resolves once no worker is connected: until then libzmq deals to one that is dead, too. */
  deserted(): Promise<void>
}

export async function bindDealer(endpoint = "tcp://127.0.0.1:*"): Promise<BareDealer> {
  const socket = new Dealer({ linger: 0 })
  // The port of one that has been closed is held for a moment yet.
  const isBound = () =>
    socket.bind(endpoint).then(
      () => true,
      () => false,
    )
  await eventually(isBound, `a DEALER at ${endpoint}`)
  return {
    endpoint: socket.lastEndpoint ?? "",
    request: (body) => socket.send(["", body]),
    async reply() {
      const [, body] = await socket.receive()
      return String(body)
    },
    async deserted() {
      socket.sendTimeout = 0
      const isRefused = () =>
        socket.send(["", "for nobody"]).then(
          () => false,
          () => true,
        )
      await eventually(isRefused, "a DEALER without a worker")
      socket.sendTimeout = -1
    },
    [Symbol.dispose]: () => socket.close(),
  }
}
