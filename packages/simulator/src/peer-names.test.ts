import { expect, test } from "vitest"
import { PeerNames } from "./peer-names.js"

test("names count up", () => {
  const names = new PeerNames("client")
  expect([names.next(), names.next()]).toEqual(["client-1", "client-2"])
})

test("a name taken from an earlier run, and any below it, is not given out again", () => {
  const names = new PeerNames("worker")
  names.take("worker-7")
  names.take("worker-3")
  expect(names.next()).toBe("worker-8")
})

test("names that others bear are passed by, however many they are", () => {
  const taken = Array.from({ length: 20_000 }, (_, index) => `client-${index + 1}`)
  expect(new PeerNames("client").next(taken)).toBe("client-20001")
})

test.each([
  "client-1",
  "worker-",
  "worker-0",
  "worker-01",
  "worker-1 ",
  "worker-1e3",
  "worker-9999999999",
])("%j is refused as a worker's name", (name) => {
  expect(() => new PeerNames("worker").take(name)).toThrow("is no name of a worker")
})
