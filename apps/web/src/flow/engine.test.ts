import type { NamedEnvelope } from "@zmqscope/protocol"
import { afterEach, expect, it, vi } from "vitest"
import { waitingRow } from "../model/tap/test-rows.js"
import { LiveStore } from "../store/index.js"
import { FlowEngine } from "./engine.js"

const never = () => new Promise<never>(() => {})
const live = (loadEnvelopes: () => Promise<readonly NamedEnvelope[]> = never) =>
  new LiveStore({ loadHistory: never, loadHistorySince: never, loadEnvelopes, onGap: () => {} })

function sayHello(store: LiveStore, run: string): void {
  store.acceptMessage({
    type: "hello",
    protocol: 1,
    version: "0.1.0",
    run,
    epochUnixUs: 0,
    frontend: "tcp://127.0.0.1:5559",
    backend: "tcp://127.0.0.1:5560",
    engine: "zmtp",
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

afterEach(() => {
  vi.unstubAllGlobals()
})

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

/** A context that draws nothing and counts how often it was begun anew. */
class BlankContext {
  readonly canvas = { width: 0, height: 0 }
  pictures = 0
  readonly context = new Proxy(this.canvas, {
    get: (_, name) => {
      if (name === "canvas") return this.canvas
      if (name === "clearRect") this.pictures += 1
      return () => {}
    },
    set: () => true,
  }) as unknown as CanvasRenderingContext2D
}

/** An engine on canvases of its own, with an envelope that waits; the function draws frames. */
function drawnEngine(store: LiveStore) {
  vi.stubGlobal("document", { documentElement: { dataset: {} } })
  vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: () => "" }))
  const engine = new FlowEngine(store)
  engine.start()
  sayHello(store, "one")
  const received = { envelope: 1, client: 0, worker: 0, sizeBytes: 5, attempt: 0 }
  const records = [{ ...received, at: 0, kind: "received" as const }]
  store.acceptBatch({ firstSequence: 0, records })
  store.drain()
  const dots = new BlankContext()
  engine.setSurfaces({ wires: new BlankContext().context, dots: dots.context })
  engine.setSize(800, 300, 16, 1)
  let nowMs = 0
  const picturesIn = (frames: number) => {
    const before = dots.pictures
    for (let frame = 0; frame < frames; frame += 1) {
      nowMs += 16
      engine.draw(nowMs)
    }
    return dots.pictures - before
  }
  return { engine, picturesIn }
}

it("draws a frozen picture anew only when something beside the clock has changed", () => {
  const { engine, picturesIn } = drawnEngine(live())
  picturesIn(10)
  expect(picturesIn(10)).toBe(10)
  engine.setFrozen(true)
  expect(picturesIn(10)).toBe(0)
  engine.setHovered({ kind: "client", name: "client-1" })
  expect(picturesIn(10)).toBe(1)
  engine.setFrozen(false)
  expect(picturesIn(10)).toBe(10)
})

it("keeps what stands in its place while frozen, though its place moves", () => {
  const { engine, picturesIn } = drawnEngine(live())
  picturesIn(100)
  const { dots } = engine.journeys
  expect(dots.x[dots.find(1)]).toBeCloseTo(engine.layout.queueX, 0)
  engine.setFrozen(true)
  picturesIn(1)
  engine.setSize(500, 300, 16, 1)
  picturesIn(1)
  expect(dots.x[dots.find(1)]).toBeCloseTo(engine.layout.queueX, 3)
})

it("writes nothing into a frozen picture after a reconnect, and starts from it once released", async () => {
  let waiting = [1, 2]
  const { engine, picturesIn } = drawnEngine(live(async () => waiting.map(waitingNamed)))
  const numbers = () => [1, 2, 3, 4].filter((number) => engine.journeys.placeOf(number) === "queue")
  await Promise.resolve()
  picturesIn(100)
  engine.setFrozen(true)
  expect(numbers()).toEqual([1, 2])
  waiting = [2, 3, 4]
  sayHello(engine.live, "one")
  await Promise.resolve()
  expect(engine.live.envelope(4)?.state).toBe("waiting")
  picturesIn(10)
  expect(numbers()).toEqual([1, 2])
  engine.setFrozen(false)
  picturesIn(1)
  expect(numbers()).toEqual([2, 3, 4])
})

function waitingNamed(number: number): NamedEnvelope {
  return { ...waitingRow({ number }), clientName: "c", workerName: null, earlierAttempts: [] }
}
