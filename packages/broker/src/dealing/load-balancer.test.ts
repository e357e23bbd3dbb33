import fc from "fast-check"
import { expect, test } from "vitest"
import { workerAccount } from "../../test/parts.js"
import type { WorkerAccount } from "../accounts.js"
import { HIGH_WATER_MARK, LoadBalancer } from "./load-balancer.js"

function balance(workers: number, highWaterMark?: number) {
  const balancer = new LoadBalancer(highWaterMark)
  const accounts = Array.from({ length: workers }, (_, index) => workerAccount(index))
  for (const account of accounts) balancer.add(account)
  return { balancer, accounts }
}

/** Deals so many requests; to whom, by index. */
function deal(balancer: LoadBalancer, count: number): (number | undefined)[] {
  return Array.from({ length: count }, () => {
    const worker = balancer.choose()
    if (worker !== undefined) worker.load += 1
    return worker?.index
  })
}

function reply(balancer: LoadBalancer, worker: WorkerAccount | undefined): void {
  if (worker === undefined) throw new Error("there is one")
  worker.load -= 1
  balancer.replied(worker)
}

test("nobody is chosen where nobody is", () => {
  const { balancer } = balance(0)
  expect(balancer.hasRoom()).toBe(false)
  expect(balancer.choose()).toBeUndefined()
})

test("each has its turn, in the order of joining, whatever it has to do", () => {
  const { balancer, accounts } = balance(3)
  const [first] = accounts
  if (first !== undefined) first.load = 500
  expect(deal(balancer, 7)).toEqual([0, 1, 2, 0, 1, 2, 0])
})

test("a pipe takes as many messages as libzmq's, and none beyond", () => {
  const { balancer, accounts } = balance(1)
  expect(HIGH_WATER_MARK).toBe(1000)
  expect(deal(balancer, 1000)).toEqual(Array(1000).fill(0))
  expect(balancer.hasRoom()).toBe(false)
  expect(balancer.choose()).toBeUndefined()
  reply(balancer, accounts[0])
  expect(balancer.hasRoom()).toBe(true)
  expect(deal(balancer, 2)).toEqual([0, undefined])
})

test("a full pipe leaves the round, and comes back at its end", () => {
  const { balancer, accounts } = balance(3, 2)
  const [, second] = accounts
  if (second !== undefined) second.load = 2
  expect(deal(balancer, 4)).toEqual([0, 2, 0, 2])
  expect(balancer.hasRoom()).toBe(false)
  for (const account of [accounts[1], accounts[0], accounts[2], accounts[0]]) {
    reply(balancer, account)
  }
  expect(deal(balancer, 4)).toEqual([1, 0, 2, 0])
})

test("the last takes the place of one that leaves", () => {
  const { balancer, accounts } = balance(4)
  expect(deal(balancer, 1)).toEqual([0])
  if (accounts[1] !== undefined) balancer.remove(accounts[1])
  expect(deal(balancer, 3)).toEqual([3, 2, 0])
})

test("one that is not there leaves in peace", () => {
  const { balancer } = balance(2)
  balancer.remove(workerAccount(9))
  balancer.replied(workerAccount(9))
  expect(deal(balancer, 2)).toEqual([0, 1])
})

const step = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ deal: true } as const) },
  { weight: 5, arbitrary: fc.record({ reply: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.constant({ join: true } as const) },
  { weight: 1, arbitrary: fc.record({ leave: fc.nat(9) }) },
)

test("whatever comes and goes: it deals where there is room, never past the mark, and passes nobody by", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const mark = 3
      const balancer = new LoadBalancer(mark)
      const there: WorkerAccount[] = []
      /** Dealings to others since each had room and was dealt to, or came, or got room. */
      const passedBy = new Map<WorkerAccount, number>()
      let joined = 0
      for (const action of steps) {
        if ("join" in action) {
          const worker = workerAccount(joined)
          joined += 1
          there.push(worker)
          balancer.add(worker)
          passedBy.set(worker, 0)
        } else if ("leave" in action) {
          const [worker] = there.splice(action.leave % Math.max(there.length, 1), 1)
          if (worker === undefined) continue
          balancer.remove(worker)
          passedBy.delete(worker)
        } else if ("reply" in action) {
          const worker = there[action.reply % Math.max(there.length, 1)]
          if (worker === undefined || worker.load === 0) continue
          if (worker.load === mark) passedBy.set(worker, 0)
          worker.load -= 1
          balancer.replied(worker)
        } else {
          const hasRoom = there.some(({ load }) => load < mark)
          expect(balancer.hasRoom()).toBe(hasRoom)
          const worker = balancer.choose()
          expect(worker !== undefined).toBe(hasRoom)
          if (worker === undefined) continue
          expect(there).toContain(worker)
          worker.load += 1
          expect(worker.load).toBeLessThanOrEqual(mark)
          for (const other of there) passedBy.set(other, (passedBy.get(other) ?? 0) + 1)
          passedBy.set(worker, 0)
          for (const other of there) {
            // Those before it at most twice: the last takes the place of one that leaves or is full.
            if (other.load < mark) expect(passedBy.get(other)).toBeLessThanOrEqual(4 * joined)
          }
        }
      }
    }),
    { seed: 1, numRuns: 300 },
  )
})
