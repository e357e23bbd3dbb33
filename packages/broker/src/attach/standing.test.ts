import { expect, test } from "vitest"
import { Standing } from "./standing.js"

function standing(...connections: string[]): Standing<string> {
  const all = new Standing<string>()
  for (const connection of connections) all.add(connection)
  return all
}

test("a broker that ends all its connections has gone, with the last of them", () => {
  const all = standing("a", "b", "c")
  expect(all.ended("a", "broker")).toBe(false)
  expect(all.ended("b", "broker")).toBe(false)
  expect(all.ended("c", "broker")).toBe(true)
})

test("who comes back meanwhile has come to the next one", () => {
  const all = standing("a", "b")
  expect(all.ended("a", "broker")).toBe(false)
  all.add("a again")
  expect(all.ended("b", "broker")).toBe(true)
  expect(all.ended("a again", "peer")).toBe(false)
})

test("a broker that drops one peer has not gone", () => {
  const all = standing("a", "b")
  expect(all.ended("a", "broker")).toBe(false)
  for (let tick = 0; tick < 11; tick += 1) all.tick()
  expect(all.ended("b", "peer")).toBe(false)
})

test("peers that leave, all of them, say nothing of the broker", () => {
  const all = standing("a", "b")
  expect(all.ended("a", "peer")).toBe(false)
  expect(all.ended("b", "peer")).toBe(false)
  expect(all.ended("never stood", "broker")).toBe(false)
})
