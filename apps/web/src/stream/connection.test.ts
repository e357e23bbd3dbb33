import { isCurrent } from "@zmqscope/model"
import { encodeBatch, type StreamMessage } from "@zmqscope/protocol"
import { firstHello } from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { FakeClock } from "../../test/support/fake-clock.js"
import { DEAD_AFTER_MS, GAP_SHOWN_MS, STALE_AFTER_MS, StreamConnection } from "./connection.js"
import type { SocketHandlers } from "./socket.js"

const HELLO = firstHello()

/** A server that hears every connection attempt and answers when the test says so. */
class FakeServer {
  readonly sockets: { handlers: SocketHandlers; heard: string[]; closed: boolean }[] = []

  open = (handlers: SocketHandlers) => {
    const socket = { handlers, heard: [] as string[], closed: false }
    this.sockets.push(socket)
    return {
      send: (text: string) => {
        socket.heard.push(text)
      },
      close: () => {
        socket.closed = true
      },
    }
  }

  send(message: unknown): void {
    this.sockets.at(-1)?.handlers.onText(JSON.stringify(message))
  }

  sendBatch(firstSequence: number): void {
    this.sockets.at(-1)?.handlers.onBinary(encodeBatch(firstSequence, new Uint8Array(0)))
  }

  drop(reason = ""): void {
    this.sockets.at(-1)?.handlers.onClose(reason)
  }
}

describe("StreamConnection", () => {
  let clock: FakeClock
  let server: FakeServer
  let connection: StreamConnection
  let messages: StreamMessage[]
  let refused: number
  let phases: string[]

  beforeEach(() => {
    clock = new FakeClock()
    server = new FakeServer()
    messages = []
    refused = 0
    phases = []
    connection = new StreamConnection({ open: server.open, clock, random: () => 0 })
    connection.start({
      setStream: ({ phase }) => phases.push(phase),
      acceptMessage: (message) => messages.push(message),
      acceptBatch: () => {},
      countRefused: () => {
        refused += 1
      },
    })
  })

  it("is live from the hello on, and passes messages through", () => {
    expect(connection.state.phase).toBe("connecting")
    server.send(HELLO)
    expect(connection.state.phase).toBe("live")
    expect(messages).toEqual([HELLO])
  })

  it("says what it shows, on every connection and when it shows something else", () => {
    const heard = () => server.sockets.at(-1)?.heard.map((text) => JSON.parse(text).show)
    server.send(HELLO)
    expect(heard()).toEqual([["clients", "workers"]])
    connection.show([])
    expect(heard()).toEqual([["clients", "workers"], []])
    server.drop()
    connection.retryNow()
    server.send(HELLO)
    expect(heard()).toEqual([[]])
  })

  it("becomes stale after silence, and live again with the next thing it hears", () => {
    server.send(HELLO)
    clock.pass(STALE_AFTER_MS - 1)
    expect(connection.state.phase).toBe("live")
    clock.pass(1)
    expect(connection.state.phase).toBe("stale")
    server.sendBatch(0)
    expect(connection.state.phase).toBe("live")
  })

  it("counts silence from the last thing it heard", () => {
    server.send(HELLO)
    clock.pass(STALE_AFTER_MS - 100)
    server.sendBatch(0)
    clock.pass(STALE_AFTER_MS - 100)
    expect(connection.state.phase).toBe("live")
  })

  it("says that what is shown is of now from hello to silence alone, not while it connects again", () => {
    const currentIn = () => `${connection.state.phase} ${isCurrent(connection.state)}`
    expect(currentIn()).toBe("connecting false")
    server.send(HELLO)
    expect(currentIn()).toBe("live true")
    connection.showGap(1)
    expect(currentIn()).toBe("gap true")
    clock.pass(STALE_AFTER_MS)
    expect(currentIn()).toBe("stale false")
    server.drop()
    expect(currentIn()).toBe("reconnecting false")
    connection.retryNow()
    expect(currentIn()).toBe("connecting false")
  })

  it("takes a connection for dead that stays silent, and opens another", () => {
    server.send(HELLO)
    clock.pass(DEAD_AFTER_MS)
    expect(connection.state.phase).toBe("reconnecting")
    expect(server.sockets[0]?.closed).toBe(true)
    clock.pass(10_000)
    expect(server.sockets.length).toBeGreaterThan(1)
  })

  it("gives up an attempt that is never answered", () => {
    clock.pass(DEAD_AFTER_MS)
    expect(connection.state.phase).toBe("reconnecting")
  })

  it("waits longer from attempt to attempt, and from the start again after a success", () => {
    const waits = [1, 2, 3].map(() => {
      server.drop()
      const { state } = connection
      if (state.phase !== "reconnecting") throw new Error(`in ${state.phase}`)
      const waitMs = state.retryAtMs - clock.now()
      clock.pass(waitMs)
      return waitMs
    })
    expect(waits).toEqual([500, 1000, 2000])
    server.send(HELLO)
    server.drop()
    expect(connection.state).toMatchObject({ phase: "reconnecting", attempt: 1 })
  })

  it("says why the server closed", () => {
    server.send(HELLO)
    server.drop("too slow")
    expect(connection.state).toMatchObject({ phase: "reconnecting", reason: "too slow" })
  })

  it("retries at once when asked to, and only then once", () => {
    server.drop()
    connection.retryNow()
    expect(connection.state.phase).toBe("connecting")
    expect(server.sockets).toHaveLength(2)
    clock.pass(5000)
    expect(server.sockets).toHaveLength(2)
    connection.retryNow()
    expect(server.sockets).toHaveLength(2)
  })

  it("adds gaps up while it shows them, then is live", () => {
    server.send(HELLO)
    connection.showGap(3)
    connection.showGap(4)
    expect(connection.state).toEqual({ phase: "gap", missed: 7 })
    for (let passed = 0; passed < GAP_SHOWN_MS; passed += 1000) {
      clock.pass(1000)
      server.sendBatch(20)
    }
    expect(connection.state.phase).toBe("live")
  })

  it("says nothing of gaps while it is not live", () => {
    connection.showGap(3)
    expect(connection.state.phase).toBe("connecting")
    server.drop()
    connection.showGap(3)
    expect(connection.state.phase).toBe("reconnecting")
  })

  it("drops and counts what is no message, and lives on", () => {
    server.send(HELLO)
    server.send({ type: "nonsense" })
    server.sockets[0]?.handlers.onBinary(new Uint8Array(3))
    expect(refused).toBe(2)
    expect(connection.state.phase).toBe("live")
    expect(messages).toHaveLength(1)
  })

  it("leaves no timer behind when it is stopped", () => {
    server.send(HELLO)
    connection.showGap(1)
    connection.stop()
    expect(clock.pending).toBe(0)
    expect(server.sockets[0]?.closed).toBe(true)
  })
})
