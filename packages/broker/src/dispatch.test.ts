import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { clientAccount, RecordList, TakenRoom } from "../test/ledger-parts.js"
import type { Dealing } from "./dealing.js"
import { Dispatch } from "./dispatch.js"
import { Ledger } from "./ledger.js"
import { Numbering } from "./numbering.js"
import { Waiting } from "./waiting.js"

/** A way of dealing that takes nothing the first `refusals` times. */
function startDispatch(refusals: number, requests: number) {
  const numbering = new Numbering()
  const ledger = new Ledger(new RecordList(), () => 0, new TakenRoom())
  const waiting = new Waiting()
  const client = clientAccount()
  for (let count = 0; count < requests; count += 1) {
    waiting.push(ledger.receive(numbering.next(), client, [client.routingId], 0))
  }
  const asked: (number | undefined)[] = []
  const dealing: Dealing = {
    portForNext: () => Promise.reject(new Error("there is none")),
    workerJoined: () => {},
    workerLeft: () => {},
    portReleased: () => {},
    isReady: () => true,
    deal: async ([number]) => {
      asked.push(numbering.decode(number))
      if (asked.length <= refusals) throw new Error("no pipe has room")
      return undefined
    },
    close: () => {},
  }
  const dispatch = new Dispatch(waiting, ledger, numbering)
  dispatch.dealing = dealing
  return { dispatch, ledger, asked }
}

test("what no DEALER takes stays at the head, and is tried again by itself", async () => {
  const { dispatch, ledger, asked } = startDispatch(3, 2)
  await dispatch.run()
  expect(ledger.totals).toMatchObject({ waiting: 2, inFlight: 0 })
  await eventually(() => ledger.totals.inFlight === 2, "both dealt")
  expect(asked).toEqual([1, 1, 1, 1, 2])
})

test("many in a row leave others a turn of the event loop", async () => {
  const { dispatch, ledger } = startDispatch(0, 1000)
  const running = dispatch.run()
  await new Promise((resolve) => setImmediate(resolve))
  expect(ledger.totals.waiting).toBeGreaterThan(0)
  await running
  expect(ledger.totals).toMatchObject({ waiting: 0, inFlight: 1000 })
})

test("while it is paused or held nothing is dealt", async () => {
  const { dispatch, ledger } = startDispatch(0, 3)
  for (const state of ["paused", "held"] as const) {
    dispatch[state] = true
    await dispatch.run()
    expect(ledger.totals).toMatchObject({ waiting: 3, inFlight: 0 })
    dispatch[state] = false
  }
  await dispatch.run()
  expect(ledger.totals.inFlight).toBe(3)
})
