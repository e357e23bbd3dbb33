import { expect, it } from "vitest"
import { tellsClients } from "./scope-messages.js"

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
