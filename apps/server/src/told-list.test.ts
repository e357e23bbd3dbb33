import { expect, it } from "vitest"
import { ToldList } from "./told-list.js"

const peer = (name: string, sent = 0) => ({ name, sent, behaviour: null })

it("tells of those alone in which something changed", () => {
  const list = new ToldList<ReturnType<typeof peer>>()
  const whole = [peer("one"), peer("two"), peer("three")]
  expect(list.tell(whole)).toEqual({ whole, changed: null })
  expect(list.tell([peer("one"), peer("two", 1), peer("three")]).changed).toEqual([peer("two", 1)])
  expect(list.tell([peer("one"), peer("two", 1), peer("three")]).changed).toEqual([])
})

it("is whole when somebody comes or goes, or the order is another", () => {
  const list = new ToldList<ReturnType<typeof peer>>()
  list.tell([peer("one"), peer("two")])
  for (const names of [
    ["one", "two", "three"],
    ["one", "two"],
    ["two", "one"],
    ["two", "six"],
    [],
  ]) {
    const whole = names.map((name) => peer(name))
    expect(list.tell(whole)).toEqual({ whole, changed: null })
  }
})
