import type { Envelope } from "@zmqscope/protocol"
import { BODIES, PEERS, returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import type { NowMode } from "../now.js"
import { SlowedInput } from "./slowed-input.js"
import { TapBoard } from "./tap-board.js"
import { TapLog } from "./tap-log.js"

/** A board that lists the page's store as of a moment that the test moves. */
function slowable() {
  const log = new TapLog(100)
  const live: Envelope[] = []
  const roster = { ...PEERS, clientNames: new Map(), workerNames: new Map(), version: 0 }
  const now: { mode: NowMode; atUs: number } = { mode: "live", atUs: 0 }
  const input = new SlowedInput(
    { log, roster, bodies: BODIES, liveRows: live, nowAt: 9e6, epochUnixUs: 0 },
    now,
  )
  const board = new TapBoard({ input, clock: () => 0 })
  let frameMs = 0
  const listed = () => {
    for (let frame = 0; frame < 3; frame += 1) {
      frameMs += 1000
      input.advance()
      board.work()
      board.notify(frameMs)
    }
    return Array.from({ length: board.count }, (_, at) => {
      const row = board.at(at)
      return `${row?.number} ${row?.state}`
    })
  }
  return { log, live, now, board, listed }
}

const ended = (number: number, endedAt: number) =>
  returnedRow({ number, endedAt, receivedAt: 1000 })

it("lists while time is slowed what there was at the moment shown, and all of it again at true speed", () => {
  const { log, live, now, board, listed } = slowable()
  log.append(ended(1, 1e6))
  log.append(ended(2, 2e6))
  live.push(waitingRow({ number: 9, receivedAt: 2.5e6 }))
  expect(listed()).toEqual(["9 waiting", "2 returned", "1 returned"])

  now.mode = "slow"
  now.atUs = 1.5e6
  // Its reply is there by then, and has not yet gone on.
  expect(listed()).toEqual(["1 returned", "2 replied"])
  expect(board.nowAt).toBe(1.5e6)
  log.append(ended(3, 3e6))
  now.atUs = 2.2e6
  expect(listed()).toEqual(["2 returned", "1 returned", "3 replied"])
  now.atUs = 2.8e6
  expect(listed()).toEqual(["9 waiting", "2 returned", "1 returned", "3 replied"])

  board.hold()
  now.atUs = 3e6
  expect(listed()).toEqual(["9 waiting", "2 returned", "1 returned", "3 replied"])
  expect(board.newer).toBe(1)
  board.follow()
  now.mode = "live"
  log.append(ended(4, 4e6))
  expect(listed()).toEqual(["4 returned", "3 returned", "9 waiting", "2 returned", "1 returned"])
})

it("finds its place again when rows come from before, and when the moment goes back", () => {
  const { log, now, listed } = slowable()
  now.mode = "slow"
  now.atUs = 2.5e6
  log.append(ended(2, 2e6))
  log.append(ended(3, 3e6))
  expect(listed()).toEqual(["2 returned", "3 replied"])
  log.insert([ended(1, 1e6)])
  expect(listed()).toEqual(["2 returned", "1 returned", "3 replied"])
  now.atUs = 1.5e6
  expect(listed()).toEqual(["1 returned", "3 replied", "2 replied"])
})
