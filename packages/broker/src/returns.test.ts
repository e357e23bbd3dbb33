import { Message } from "@zmqscope/zmtp"
import { describe, expect, test } from "vitest"
import { clientAccount, heldRequest, messageOf } from "../test/parts.js"
import { hasBody } from "./intake.js"
import { isReadable } from "./returns.js"

describe("a request is", () => {
  test.each([
    { what: "what a REQ sends", frames: ["", "body"] },
    { what: "what REQ_CORRELATE sends", frames: ["0001", "", "body"] },
    { what: "what a pipelining DEALER sends", frames: ["a", "b", "", "x"] },
    { what: "an empty body", frames: ["", ""] },
    { what: "a body that begins empty", frames: ["", "", "x"] },
  ])("$what", ({ frames }) => {
    expect(hasBody(messageOf(...frames))).toBe(true)
  })

  test.each([
    { what: "a message without a delimiter", frames: ["body"] },
    { what: "several frames without one", frames: ["a", "b"] },
    { what: "nothing behind it", frames: [""] },
    { what: "a request id with nothing behind the delimiter", frames: ["0001", ""] },
  ])("not $what", ({ frames }) => {
    expect(hasBody(messageOf(...frames))).toBe(false)
  })
})

describe("a reply can be read by its REQ", () => {
  const plain = ["", "body"]
  const correlated = ["0001", "", "body"]
  test.each([
    { what: "with its body", request: plain, reply: ["client-0", "", "answer"], is: true },
    { what: "with an empty body", request: plain, reply: ["client-0", "", ""], is: true },
    {
      what: "with a body of frames",
      request: plain,
      reply: ["client-0", "", "a", "", "b"],
      is: true,
    },
    {
      what: "with its request id",
      request: correlated,
      reply: ["client-0", "0001", "", "a"],
      is: true,
    },
    { what: "without a delimiter", request: plain, reply: ["client-0", "answer"], is: false },
    { what: "without a body", request: plain, reply: ["client-0", ""], is: false },
    { what: "with a frame too many", request: plain, reply: ["client-0", "x", "", "a"], is: false },
    {
      what: "without its request id",
      request: correlated,
      reply: ["client-0", "", "a"],
      is: false,
    },
    {
      what: "with another id",
      request: correlated,
      reply: ["client-0", "0002", "", "a"],
      is: false,
    },
    {
      what: "with a longer id",
      request: correlated,
      reply: ["client-0", "00012", "", "a"],
      is: false,
    },
    { what: "of its client alone", request: plain, reply: ["client-0"], is: false },
  ])("$what: $is", ({ request, reply, is }) => {
    const held = heldRequest(1, clientAccount(), request)
    expect(isReadable(messageOf(...reply), held)).toBe(is)
    const { frameCount, sizeBytes, delimiter, bodyBytes, parts } = messageOf(...reply)
    const counted = { frameCount, sizeBytes, delimiter, bodyBytes }
    expect(isReadable(Message.ofParts([Buffer.concat(parts)], counted), held)).toBe(is)
  })
})
