import { frame, greeting, message, ready } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { byteByByte } from "../test/chunks.js"
import { Follower } from "./follower.js"
import { ReadyGate } from "./ready-gate.js"

const ID = Buffer.from("given")

/** What passes of these bytes, cut as given, once the READY is whole. */
function passed(chunks: readonly Buffer[], routingId: Buffer = ID): Buffer {
  const gate = new ReadyGate()
  let readyBytes = 0
  const follower = new Follower({
    ready: ({ frameBytes }) => {
      readyBytes = frameBytes
    },
    frame: () => {},
    piece: () => {},
    messageEnded: () => {},
  })
  const out: Buffer[] = []
  for (const chunk of chunks) {
    follower.push(chunk)
    out.push(gate.push(chunk))
  }
  return Buffer.concat([...out, gate.releaseWith(routingId, readyBytes)])
}

test("the greeting passes as it comes, what follows when it is released", () => {
  const gate = new ReadyGate()
  expect(gate.push(greeting().subarray(0, 10))).toEqual(greeting().subarray(0, 10))
  const rest = Buffer.concat([greeting().subarray(10), Buffer.from("held")])
  expect(gate.push(rest)).toEqual(greeting().subarray(10))
  expect(gate.push(Buffer.from(", too")).length).toBe(0)
  expect(gate.release().toString()).toBe("held, too")
})

test.each([
  {
    what: "an empty routing id",
    sent: { "Socket-Type": "REQ", Identity: "", "X-Name": "n" },
    got: { "Socket-Type": "REQ", Identity: "given", "X-Name": "n" },
  },
  {
    what: "none",
    sent: { "Socket-Type": "REQ" },
    got: { "Socket-Type": "REQ", Identity: "given" },
  },
  {
    what: "an empty one, written otherwise",
    sent: { IDENTITY: "", "Socket-Type": "DEALER" },
    got: { IDENTITY: "given", "Socket-Type": "DEALER" },
  },
])("a READY with $what gets one, and nothing else is changed", ({ sent, got }) => {
  const behind = message([Buffer.from("Hello")])
  const bytes = Buffer.concat([greeting(), ready(sent), behind])
  const expected = Buffer.concat([greeting(), ready(got), behind])
  expect(passed([bytes])).toEqual(expected)
  expect(passed(byteByByte(Buffer.concat([greeting(), ready(sent)])))).toEqual(
    Buffer.concat([greeting(), ready(got)]),
  )
})

test("a READY that grows beyond a short frame's length becomes a long one", () => {
  const sent = { "Socket-Type": "REQ", "X-Name": "n".repeat(200) }
  const routingId = Buffer.alloc(100, "r")
  const expected = ready({ ...sent, Identity: routingId.toString() })
  expect(expected[0]).toBe(frame(4, Buffer.alloc(256))[0])
  const bytes = Buffer.concat([greeting(), ready(sent)])
  expect(passed([bytes], routingId)).toEqual(Buffer.concat([greeting(), expected]))
})
