import { expect, test } from "vitest"
import { clientAccount, messageOf, RecordList, workerAccount } from "../test/parts.js"
import type { HeldRequest } from "./accounts.js"
import { Chronicle } from "./chronicle.js"
import { Custody } from "./custody.js"
import type { Dealing } from "./dealing.js"
import { Dispatch } from "./dispatch.js"
import { DEFAULT_LIMITS, DEFAULT_SETTINGS } from "./options.js"
import { Room } from "./room.js"

/** A way of dealing that takes nothing the first `refusals` times; at once, or when libzmq has answered. */
function startDispatch(answers: "at once" | "later", refusals: number, requests: number) {
  const chronicle = new Chronicle<HeldRequest>(new RecordList(), () => 0)
  const custody = new Custody(chronicle, new Room(DEFAULT_LIMITS), DEFAULT_SETTINGS, {
    requestWaits: () => {},
    waitsLess: () => {},
  })
  const client = clientAccount()
  for (let number = 1; number <= requests; number += 1) {
    custody.receive(number, client, messageOf("", "body"))
  }
  const worker = workerAccount()
  const asked: number[] = []
  let isReady = true
  const take = (request: HeldRequest): boolean => {
    asked.push(request.number)
    if (asked.length <= refusals) return false
    custody.deal(request, worker)
    return true
  }
  const dealing: Dealing = {
    accept: () => {},
    isReady: () => isReady,
    deal: (request) =>
      answers === "at once" ? take(request) : Promise.resolve().then(() => take(request)),
    adjust: () => true,
    drain: () => {},
    disconnect: () => false,
    close: () => Promise.resolve(),
    tick: () => {},
  }
  const dispatch = new Dispatch(custody)
  dispatch.dealing = dealing
  const setReady = (ready: boolean) => {
    isReady = ready
  }
  return { dispatch, custody, totals: chronicle.totals, asked, setReady }
}

/** The event loop's next turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test("requests are dealt in their order until nobody is ready", () => {
  const { dispatch, totals, asked, setReady } = startDispatch("at once", 0, 3)
  setReady(false)
  dispatch.run()
  expect(asked).toEqual([])
  setReady(true)
  dispatch.run()
  expect(asked).toEqual([1, 2, 3])
  expect(totals).toMatchObject({ waiting: 0, inFlight: 3 })
})

test.each(["at once", "later"] as const)(
  "what nobody takes (said %s) stays the next, is asked for once a run, and nothing runs by itself",
  async (answers) => {
    const { dispatch, custody, totals, asked } = startDispatch(answers, 3, 2)
    for (let run = 1; run <= 3; run += 1) {
      dispatch.run()
      await turn()
      await turn()
      expect(asked).toEqual(Array(run).fill(1))
      expect(totals).toMatchObject({ waiting: 2, inFlight: 0 })
      expect(custody.waiting).toBe(2)
    }
    dispatch.run()
    await turn()
    expect(asked).toEqual([1, 1, 1, 1, 2])
    expect(totals).toMatchObject({ waiting: 0, inFlight: 2 })
  },
)

test("while a DEALER is asked nothing else is: however often it is run", async () => {
  const { dispatch, asked, totals } = startDispatch("later", 1, 3)
  for (let run = 0; run < 251; run += 1) dispatch.run()
  await turn()
  expect(asked).toEqual([1])
  for (let run = 0; run < 251; run += 1) dispatch.run()
  await turn()
  expect(asked).toEqual([1, 1, 2, 3])
  expect(totals.inFlight).toBe(3)
})

test("many in a row leave others a turn of the event loop", async () => {
  const { dispatch, totals, asked } = startDispatch("at once", 0, 1000)
  dispatch.run()
  const inFirstRun = asked.length
  expect(inFirstRun).toBeLessThan(1000)
  dispatch.run()
  expect(asked).toHaveLength(inFirstRun)
  await turn()
  expect(asked.length).toBeGreaterThan(inFirstRun)
  while (totals.waiting > 0) await turn()
  expect(totals).toMatchObject({ waiting: 0, inFlight: 1000 })
  expect(asked).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
})

test.each(["paused", "held"] as const)("while it is %s nothing is dealt", (state) => {
  const { dispatch, totals } = startDispatch("at once", 0, 3)
  dispatch[state] = true
  dispatch.run()
  expect(totals).toMatchObject({ waiting: 3, inFlight: 0 })
  dispatch[state] = false
  dispatch.run()
  expect(totals.inFlight).toBe(3)
})
