import type { BrokerSummary } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { attentionWords, byAttention } from "./attention.js"
import { brokerList } from "./broker-list.js"

function summary(name: string, tone: BrokerSummary["state"]["tone"]): BrokerSummary {
  const endpoints = { frontend: "tcp://127.0.0.1:1", backend: "tcp://127.0.0.1:2" }
  const state = { headline: "", detail: "", tone }
  const figures = { rate: 0, depth: 0, p99Us: null, oldestUs: null, workers: 0, clients: 0 }
  return { name, engine: "zmtp", endpoints, state, ...figures, spark: [] }
}

test("what needs attention comes first, and else nothing changes its place", () => {
  const brokers = [
    summary("a", "quiet"),
    summary("b", "good"),
    summary("c", "warn"),
    summary("d", "warn"),
  ]
  expect(byAttention(brokers).map(({ name }) => name)).toEqual(["c", "d", "b", "a"])
  expect(attentionWords(brokers)).toBe("4 brokers, 2 need attention")
  expect(attentionWords(brokers.slice(0, 1))).toBe("1 broker, none needs attention")
})

test("brokers are asked for often while somebody looks, and not while the server is away and nobody does", async () => {
  const delays: number[] = []
  let task: () => void = () => {}
  let [isAway, isLookedAt, asked] = [false, false, 0]
  const list = brokerList({
    load: async () => {
      asked += 1
      return [summary(`a${asked}`, "good")]
    },
    isAway: () => isAway,
    isLookedAt: () => isLookedAt,
    after: (ms, next) => {
      delays.push(ms)
      task = next
      return () => {}
    },
  })
  const next = async () => {
    task()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  task = list.watch
  await next()
  expect(list.get()).toMatchObject({ state: "ready", value: [{ name: "a1" }] })
  isLookedAt = true
  await next()
  isAway = true
  await next()
  expect(list.get().value).toMatchObject([{ name: "a3" }])
  isLookedAt = false
  await next()
  expect(list.get().value).toMatchObject([{ name: "a3" }])
  isAway = false
  await next()
  expect(list.get().value).toMatchObject([{ name: "a4" }])
  expect(delays).toEqual([5000, 1000, 1000, 5000, 5000])
})
