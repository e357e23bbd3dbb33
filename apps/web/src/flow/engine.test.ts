import { expect, it } from "vitest"
import { LiveStore } from "../store/index.js"
import { FlowEngine } from "./engine.js"

const never = () => new Promise<never>(() => {})

it("tells its listeners of a new size at the next frame, though no figures come", () => {
  const engine = new FlowEngine(
    new LiveStore({ loadHistory: never, loadEnvelopes: never, onGap: () => {} }),
  )
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
