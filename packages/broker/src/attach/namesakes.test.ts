import { expect, test } from "vitest"
import { clientAccount } from "../../test/parts.js"
import { Mailboxes } from "./mailboxes.js"
import { Namesakes } from "./namesakes.js"

function arrivals() {
  const mailboxes = new Mailboxes()
  const told: string[] = []
  const namesakes = new Namesakes(({ account }) => told.push(account.name))
  const join = (index: number) => {
    const client = { account: clientAccount(index), mailbox: mailboxes.join(Buffer.from("a")) }
    namesakes.joined(client)
    return client
  }
  const passATime = () => {
    for (let tick = 0; tick < 20; tick += 1) namesakes.tick()
  }
  return { mailboxes, told, join, passATime }
}

test("two that stay under one routing id are told of, once", () => {
  const { told, join, passATime } = arrivals()
  join(1)
  join(2)
  expect(told).toEqual([])
  passATime()
  passATime()
  expect(told).toEqual(["client-2"])
})

test("one that comes back before its old connection has ended is not", () => {
  const { mailboxes, told, join, passATime } = arrivals()
  const { mailbox } = join(1)
  join(2)
  mailboxes.leave(mailbox)
  passATime()
  expect(told).toEqual([])
})

test("one that has gone again is not", () => {
  const { told, join, passATime } = arrivals()
  join(1)
  join(2).account.isGone = true
  passATime()
  expect(told).toEqual([])
})
