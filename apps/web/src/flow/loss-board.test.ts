import { NO_WORKER } from "@zmqscope/protocol"
import { describe, expect, it } from "vitest"
import { LOSS_SHOWN_MS } from "./journey.js"
import { CROSSES_A_GROUP } from "./journeys.js"
import { berthGroup, berthIndex, describeLoss, LossBoard } from "./loss-board.js"

const nameOf = (worker: number) => `worker-${worker}`

describe("the board of losses", () => {
  it("groups what goes with one worker at one time", () => {
    const board = new LossBoard()
    for (const atMs of [0, 1, 2]) board.lose(5, atMs)
    board.lose(6, 2)
    board.lose(5, 10_000)
    const texts = board.groups(12_000).map((group) => describeLoss(group, 12_000, nameOf))
    expect(texts).toEqual([
      "1 lost with worker-5, 2 s ago",
      "1 lost with worker-6, 12 s ago",
      "3 lost with worker-5, 12 s ago",
    ])
  })

  it("gives each loss a berth of its group's until there is no room", () => {
    const board = new LossBoard()
    board.lose(1, 0)
    const berths = Array.from({ length: CROSSES_A_GROUP + 3 }, () => board.lose(2, 0))
    const [group] = board.groups(0)
    expect(group?.count).toBe(CROSSES_A_GROUP + 3)
    const given = berths.filter((berth) => berth >= 0)
    expect(given.map(berthIndex)).toEqual(Array.from({ length: CROSSES_A_GROUP }, (_, at) => at))
    expect(given.every((berth) => berthGroup(berth) === group?.id)).toBe(true)
  })

  it("forgets after a while", () => {
    const board = new LossBoard()
    board.lose(NO_WORKER, 0)
    const [group] = board.groups(200)
    expect(group && describeLoss(group, 200, nameOf)).toBe("1 lost inside the DEALER, now")
    expect(board.groups(LOSS_SHOWN_MS + 1)).toEqual([])
  })
})
