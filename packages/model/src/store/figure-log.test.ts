import { quietClient, emptySnapshot as snapshot } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import { FigureLog } from "./figure-log.js"
import type { FiguresView } from "./views.js"

function view(clients = 0): FiguresView {
  const names = Array.from({ length: clients }, (_, index) => quietClient(`client-${index}`))
  return { snapshot: { ...snapshot(), clients: names, workers: [] }, trace: [] }
}

it("gives the figures of a moment until others come, and none of before the first", () => {
  const log = new FigureLog()
  const [first, second] = [view(), view()]
  log.add(100, first)
  log.add(200, second)
  expect([99, 100, 199.9, 200, 1e9].map((us) => log.at(us))).toEqual([
    null,
    first,
    first,
    second,
    second,
  ])
  expect([0, 100, 100.1, 201].map((us) => log.momentFrom(us))).toEqual([100, 100, 200, null])
  log.clear()
  expect(log.at(200)).toBeNull()
})

it("lets the oldest go, but for what was asked for last", () => {
  const log = new FigureLog()
  const first = view()
  log.add(0, first)
  expect(log.at(5)).toBe(first)
  for (let at = 10; at <= 6000; at += 10) log.add(at, view())
  expect(log.at(5)).toBe(first)
  expect(log.at(6)).toBeNull()
  expect(log.at(5)).toBeNull()
  expect(log.momentFrom(0)).toBe(10)
})

it("forgets what nobody will ask for: all before those that hold at a moment", () => {
  const log = new FigureLog()
  for (let at = 10; at <= 50; at += 10) log.add(at, view())
  log.forget(35)
  expect([log.at(29), log.momentFrom(0)]).toEqual([null, 30])
  log.forget(1e9)
  expect(log.momentFrom(0)).toBe(50)
})

it("keeps fewer where there are many peers", () => {
  const log = new FigureLog()
  for (let at = 1; at <= 30; at += 1) log.add(at, view(5000))
  expect(log.momentFrom(0)).toBe(11)
})
