import type { BrokerSummary } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { attentionWords, byAttention } from "./attention.js"
import { BrokerList } from "./broker-list.js"

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

test("brokers are asked for often while somebody looks, and what was told is kept when nobody answers", async () => {
  const delays: number[] = []
  let task: () => void = () => {}
  let isAway = false
  const answers: (readonly BrokerSummary[] | Error)[] = [
    [summary("a", "good")],
    new Error("away"),
    [],
  ]
  const list = new BrokerList({
    load: async () => {
      const answer = answers.shift() ?? []
      if (answer instanceof Error) throw answer
      return answer
    },
    isAway: () => isAway,
    after: (ms, next) => {
      delays.push(ms)
      task = next
      return () => {}
    },
  })
  const settled = () =>
    new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)))
  list.start()
  await settled()
  expect(list.get()).toMatchObject({ state: "ready", brokers: [{ name: "a" }] })
  const leave = list.look()
  task()
  await settled()
  expect(list.get()).toMatchObject({ failure: "away", brokers: [{ name: "a" }] })
  leave()
  task()
  await settled()
  expect(list.get()).toEqual({ state: "ready", brokers: [], failure: null })
  expect(delays).toEqual([5000, 0, 1000, 5000])

  answers.push([summary("b", "good")])
  isAway = true
  task()
  await settled()
  expect(list.get().brokers).toEqual([])
  isAway = false
  task()
  await settled()
  expect(list.get()).toMatchObject({ brokers: [{ name: "b" }] })
})
