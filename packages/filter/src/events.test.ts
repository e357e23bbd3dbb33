import type { LoggedEvent } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { compileEvents, parseEventFilter } from "./events.js"

const cut: LoggedEvent = {
  number: 7,
  atMs: 5000,
  kind: "cut",
  side: "worker",
  name: "box",
  address: "10.0.0.5:4000",
  text: "box gave no sign of life.",
  advice: "",
  count: 1,
}

function matches(filter: string, event = cut): boolean {
  const { terms, errors } = parseEventFilter(filter)
  expect(errors).toEqual([])
  return compileEvents(terms)?.(event, undefined) ?? true
}

test.each([
  "",
  "kind:cut",
  "kind:join,cut",
  "kind:join kind:cut",
  "worker:b*",
  "address:10.0.0.5",
  "address:10.0.0.5:4000",
  "at:4000..6000",
  "SIGN",
  '"no sign"',
  "-client:box",
  "(kind:join or worker:box) not kind:leave",
])("an event matches %s", (filter) => {
  expect(matches(filter)).toBe(true)
})

test.each([
  "kind:join",
  "client:box",
  "address:10.0.0.6",
  "at:..4999",
  "nothing",
  "kind:cut client:x",
])("an event does not match %s", (filter) => {
  expect(matches(filter)).toBe(false)
})

test("an event without an address is at none", () => {
  expect(matches("address:*", { ...cut, address: "" })).toBe(false)
})

test.each([
  ["kind:gone", "There is no kind gone. Kinds are join, leave"],
  ["kind>cut", "kind takes a colon"],
  ["worker:", "worker: needs a value, like worker-2."],
  ["rtt>5ms", "There is no key rtt. Keys are kind, client"],
  ["at:5", "at takes a span"],
  ["at:9..5", "ends before it begins"],
  ["kind:cut or", "It needs a condition on each side."],
])("says what is wrong and what is allowed: %s", (filter, message) => {
  expect(parseEventFilter(filter).errors[0]?.message).toContain(message)
})
