import { once } from "node:events"
import { type AddressInfo, connect, createServer } from "node:net"
import { eventually } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { bindDealer, bindRouter } from "./bare-sockets.js"
import { startSimulation } from "./simulation.js"

const TOKEN = "00112233445566778899aabbccddeeff"

interface Wire extends Disposable {
  readonly endpoint: string
  /** All that came from the peers that connected, byte for byte. */
  readonly seen: string
}

/** Stands before an endpoint and keeps what its peers send. */
async function tapWire(endpoint: string): Promise<Wire> {
  let seen = ""
  const server = createServer((peer) => {
    const upstream = connect(Number(new URL(endpoint).port), "127.0.0.1")
    peer.on("data", (chunk) => {
      seen += chunk.toString("latin1")
    })
    for (const socket of [peer, upstream]) socket.on("error", () => socket.destroy())
    peer.pipe(upstream).pipe(peer)
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `tcp://127.0.0.1:${port}`,
    get seen() {
      return seen
    },
    [Symbol.dispose]: () => void server.close(),
  }
}

/** A ZMTP 3 property: length and name, then a 4-byte length and the value (RFC 23). */
function property(name: string, value: string): string {
  const length = (text: string) => String.fromCharCode(text.length)
  return `${length(name)}${name}\0\0\0${length(value)}${value}`
}

describe("in its READY", () => {
  test("a worker tells its name and the token", async () => {
    using dealer = await bindDealer()
    using wire = await tapWire(dealer.endpoint)
    await using simulation = await startSimulation({ backend: wire.endpoint, token: TOKEN })
    await simulation.call("spawnWorkers", { count: 1 })
    await eventually(() => wire.seen.includes(property("X-Name", "worker-1")), "X-Name")
    expect(wire.seen).toContain(property("X-Zmqscope-Token", TOKEN))
  })

  test("a worker tells its weight, where it has another than 1", async () => {
    using dealer = await bindDealer()
    using wire = await tapWire(dealer.endpoint)
    await using simulation = await startSimulation({ backend: wire.endpoint })
    const behaviour = {
      serviceTime: { distribution: "fixed", ms: 1 },
      failure: { mode: "none" },
    } as const
    await simulation.call("spawnWorkers", { count: 1, behaviour: { ...behaviour, weight: 1 } })
    await eventually(() => wire.seen.includes(property("X-Name", "worker-1")), "X-Name")
    expect(wire.seen).not.toContain("X-Weight")
    await simulation.call("spawnWorkers", { count: 1, behaviour: { ...behaviour, weight: 2.5 } })
    await eventually(() => wire.seen.includes(property("X-Weight", "2.5")), "X-Weight")
  })

  test("a client tells its routing id and the token, from every socket that it opens", async () => {
    using router = await bindRouter()
    using wire = await tapWire(router.endpoint)
    await using simulation = await startSimulation({ frontend: wire.endpoint, token: TOKEN })
    const pace = { mode: "think", meanMs: 0 } as const
    const behaviour = { pace, sizeBytes: 1, timeoutMs: 50, retries: 9 }
    await simulation.call("spawnClients", { count: 1, behaviour })
    // On a slow machine a try may time out before it is connected, and tell nothing.
    const identities = () => wire.seen.match(/Identity\0\0\0.client-1\/\d+/gs) ?? []
    await eventually(() => identities().length >= 3, "three sockets")
    expect(new Set(identities()).size).toBe(identities().length)
    expect(wire.seen.split(property("X-Zmqscope-Token", TOKEN)).length - 1).toBe(
      identities().length,
    )
  })

  test("nobody tells a token when none was given", async () => {
    using dealer = await bindDealer()
    using wire = await tapWire(dealer.endpoint)
    await using simulation = await startSimulation({ backend: wire.endpoint })
    await simulation.call("spawnWorkers", { count: 1 })
    await eventually(() => wire.seen.includes(property("X-Name", "worker-1")), "X-Name")
    expect(wire.seen).not.toContain("Zmqscope")
  })
})
