import { emptySnapshot, quietClient } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import type { ListPart } from "./shown-lists.js"
import { snapshotFrame, tellsClients } from "./snapshots.js"

/** In which of the next hundred snapshots clients are told of. */
function told(clients: number): number[] {
  return Array.from({ length: 100 }, (_, tick) => tick).filter((tick) =>
    tellsClients(clients, tick),
  )
}

it("tells of few clients in every snapshot", () => {
  for (const clients of [0, 1, 500]) expect(told(clients)).toHaveLength(100)
})

it("tells of many in some, so that no more than 500 go out over a snapshot in the mean", () => {
  expect(told(501)).toHaveLength(50)
  expect(told(5000)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
})

const { clients: _clients, workers: _workers, ...FIGURES } = emptySnapshot()

it("has of each list the part that is asked for: all of it, what changed, or nothing", () => {
  const [one, two] = [quietClient("one"), quietClient("two")]
  const quiet = { whole: [], changed: [] }
  const frame = snapshotFrame(FIGURES, { whole: [one, two], changed: [two] }, quiet)
  const listsIn = (clients: ListPart, workers: ListPart) => {
    const message: unknown = JSON.parse(frame.text({ clients, workers }))
    expect(message).toMatchObject(FIGURES)
    return Object.entries(message ?? {}).filter(([name]) => !(name in FIGURES))
  }
  expect(listsIn("whole", "whole")).toEqual([
    ["clients", [one, two]],
    ["workers", []],
  ])
  expect(listsIn("changed", "changed")).toEqual([["changedClients", [two]]])
  expect(listsIn("none", "none")).toEqual([])
})

it("has a list whole where others are there than before", () => {
  const [one, two] = [quietClient("one"), quietClient("two")]
  const frame = snapshotFrame(FIGURES, { whole: [one, two], changed: null }, undefined)
  const message: unknown = JSON.parse(frame.text({ clients: "changed", workers: "none" }))
  expect(message).toEqual({ ...FIGURES, clients: [one, two] })
})
