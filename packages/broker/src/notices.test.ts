import type { Notice } from "@zmqscope/protocol"
import { decodeBrokerMessage } from "@zmqscope/protocol/schemas"
import type { FaultCode } from "@zmqscope/zmtp"
import { expect, test } from "vitest"
import { clientAccount, workerAccount } from "../test/parts.js"
import { Notices } from "./notices.js"

const SECOND_US = 1_000_000

function openNotices() {
  const told: Notice[] = []
  const clock = { us: 5 * SECOND_US }
  const notices = new Notices(
    () => clock.us,
    (notice) => told.push(notice),
  )
  return { notices, told, clock }
}

const AT_FRONT = { side: "frontend", address: "10.0.0.7:1234" } as const
const AT_BACK = { side: "backend", address: "10.0.0.8:1234", name: "adder" } as const

test("a notice says who, what and why, and what to do, and counts from 1", () => {
  const { notices, told } = openNotices()
  notices.fault({ code: "socket-type", detail: "a REP socket" }, AT_FRONT)
  notices.add("handshake", AT_BACK, "text", "advice")
  expect(told).toEqual([
    {
      number: 1,
      at: 5 * SECOND_US,
      kind: "socket-type",
      ...AT_FRONT,
      name: null,
      text: "A peer at 10.0.0.7:1234 came to the clients' port with a REP socket, which cannot talk to a ROUTER; it was refused.",
      advice: expect.stringContaining("are the ports swapped?"),
      count: 1,
    },
    {
      number: 2,
      at: 5 * SECOND_US,
      kind: "handshake",
      ...AT_BACK,
      text: "text",
      advice: "advice",
      count: 1,
    },
  ])
})

const FAULTS: { readonly [C in FaultCode]: true } = {
  "not-zmtp": true,
  "old-zmtp": true,
  mechanism: true,
  "socket-type": true,
  handshake: true,
  malformed: true,
  "frame-too-large": true,
  "message-too-large": true,
}

test.each(Object.keys(FAULTS) as FaultCode[])(
  "%s is told in sentences with the detail and the address, for both ports",
  (code) => {
    const { notices, told } = openNotices()
    for (const subject of [AT_FRONT, AT_BACK])
      notices.fault({ code, detail: "THE DETAIL" }, subject)
    expect(told).toHaveLength(2)
    for (const notice of told) {
      expect(notice.kind).toBe(code)
      expect(notice.text).toContain("THE DETAIL")
      expect(notice.text).toContain(notice.address)
      expect(notice.text).toMatch(/^[A-Za-z].*\.$/)
      expect(notice.advice).toMatch(/^[A-Z].*[.?]$/)
      expect(decodeBrokerMessage(JSON.stringify({ type: "notice", notice }))).toMatchObject({
        ok: true,
      })
    }
  },
)

test("each condition beside faults is told with its figures", () => {
  const { notices, told } = openNotices()
  notices.overLimit(AT_BACK, 256)
  notices.notAccepted(AT_FRONT, new Error("accept EMFILE"))
  notices.takenOver("asker", "10.0.0.1:1", "10.0.0.2:2")
  notices.unreadReplies({ ...clientAccount(3), address: "10.0.0.1:1" }, 70_000)
  const worker = workerAccount(4)
  worker.outstanding = 17
  notices.noHeartbeats(worker)
  notices.silent(worker)
  notices.stalled(worker)
  notices.strayReply(worker)
  notices.unreadableReply(worker, "asker")
  expect(told.map(({ kind, side, name }) => [kind, side, name])).toEqual([
    ["too-many-connections", "backend", "adder"],
    ["no-files", "frontend", null],
    ["taken-over", "frontend", "asker"],
    ["unread-replies", "frontend", "client-3"],
    ["no-heartbeats", "backend", "worker-4"],
    ["silent", "backend", "worker-4"],
    ["silent", "backend", "worker-4"],
    ["malformed-reply", "backend", "worker-4"],
    ["malformed-reply", "backend", "worker-4"],
  ])
  const figures = [
    "256",
    "EMFILE",
    "10.0.0.2:2",
    "70000",
    "ZMTP 3.0",
    "17",
    "17",
    "dropped",
    "lost",
  ]
  for (const [index, figure] of figures.entries()) expect(told[index]?.text).toContain(figure)
})

test("in one second no more than 20 are told one by one; the rest are one, with their count", () => {
  const { notices, told, clock } = openNotices()
  for (let count = 0; count < 1000; count += 1) {
    notices.add("malformed", AT_FRONT, "text", "advice")
    clock.us += 100
  }
  expect(told).toHaveLength(20)
  clock.us += SECOND_US
  notices.tick()
  expect(told).toHaveLength(21)
  expect(told.at(-1)).toMatchObject({ kind: "suppressed", count: 980, number: 1000 })
  notices.tick()
  clock.us += SECOND_US
  notices.tick()
  expect(told).toHaveLength(21)
})

test("what was left out is told before the next one, without a tick", () => {
  const { notices, told, clock } = openNotices()
  for (let count = 0; count < 25; count += 1) notices.add("malformed", AT_FRONT, "text", "advice")
  clock.us += SECOND_US
  notices.add("handshake", AT_FRONT, "text", "advice")
  expect(told.slice(20).map(({ kind, count }) => [kind, count])).toEqual([
    ["suppressed", 5],
    ["handshake", 1],
  ])
  const numbers = told.map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other))
})
