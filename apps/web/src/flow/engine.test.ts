import { expect, it } from "vitest"
import { LiveStore } from "../store/index.js"
import { FlowEngine } from "./engine.js"

const never = () => new Promise<never>(() => {})
const live = () => new LiveStore({ loadHistory: never, loadEnvelopes: never, onGap: () => {} })

function sayHello(store: LiveStore, run: string): void {
  store.acceptMessage({
    type: "hello",
    protocol: 1,
    version: "0.1.0",
    run,
    epochUnixUs: 0,
    frontend: "tcp://127.0.0.1:5559",
    backend: "tcp://127.0.0.1:5560",
    notifies: true,
    settings: {
      paused: false,
      dealing: "dealer",
      prefetch: 1,
      onWorkerLoss: "lose",
      dropAbandoned: false,
    },
    limits: { clients: 200, workers: 50 },
    sequence: 0,
    clients: [],
    workers: [],
  })
  store.drain()
}

it("tells its listeners of a new size at the next frame, though no figures come", () => {
  const engine = new FlowEngine(live())
  let told = 0
  engine.subscribe(() => {
    told += 1
  })
  engine.setSize(800, 300, 16, 1)
  engine.notify(1000)
  engine.setSize(500, 300, 16, 1)
  engine.notify(1001)
  expect(told).toBe(2)
  expect(engine.view().layout.width).toBe(500)
  engine.notify(2000)
  expect(told).toBe(2)
})

it("forgets what was lost with the workers of another broker", () => {
  const engine = new FlowEngine(live())
  engine.start()
  engine.losses.lose(3, 0)
  sayHello(engine.live, "one")
  expect(engine.losses.groups(0)).toEqual([])
  engine.losses.lose(3, 0)
  sayHello(engine.live, "one")
  expect(engine.losses.groups(0)).toHaveLength(1)
  sayHello(engine.live, "two")
  expect(engine.losses.groups(0)).toEqual([])
})
