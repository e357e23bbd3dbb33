import type { KeptFrame } from "@zmqscope/protocol"
import { describe, expect, it } from "vitest"
import { anatomyOf } from "./anatomy.js"

function frame(text: string, sizeBytes = text.length): KeptFrame {
  return { sizeBytes, headBase64: btoa(text) }
}

const REQUEST = [frame("client-2/1"), frame(""), frame("Hello")]
const REPLY = [frame("client-2/1"), frame(""), frame("World")]

describe("the anatomy of an envelope", () => {
  it("is the same at the DEALER as at the ROUTER", () => {
    const sockets = anatomyOf({ request: REQUEST, reply: REPLY }, false)
    expect(
      sockets.map(({ socket, frames }) => [socket, ...frames.map(({ label }) => label)]),
    ).toEqual([
      ["ROUTER in", "client-2/1", "empty", '"Hello"'],
      ["DEALER out", "client-2/1", "empty", '"Hello"'],
      ["DEALER in", "client-2/1", "empty", '"World"'],
      ["ROUTER out", "client-2/1", "empty", '"World"'],
    ])
  })

  it("is that before the clients' port where the broker is only watched", () => {
    const sockets = anatomyOf({ request: REQUEST, reply: REPLY }, true)
    expect(sockets.map(({ socket, frames }) => [socket, frames.at(-1)?.label])).toEqual([
      ["front in", '"Hello"'],
      ["front out", '"World"'],
    ])
  })

  it("tells a request id from the routing id, and an empty body from the delimiter", () => {
    const request = [frame("id"), frame("r1"), frame(""), frame(""), frame("x")]
    const [first] = anatomyOf({ request, reply: null }, false)
    expect(first?.frames.map(({ role }) => role)).toEqual([
      "routing-id",
      "request-id",
      "empty",
      "body",
      "body",
    ])
  })

  it("says at each socket how many frames there were beyond the kept ones", () => {
    const kept = { request: REQUEST, reply: REPLY, requestFrames: 39, replyFrames: 3 }
    expect(anatomyOf(kept, false).map(({ moreFrames }) => moreFrames)).toEqual([36, 36, 0, 0])
    const [first] = anatomyOf({ request: REQUEST, reply: null }, false)
    expect(first?.moreFrames).toBe(0)
  })

  it("names the client as the rest of the page does", () => {
    const request = [
      { sizeBytes: 5, headBase64: btoa("\u0000\u0001\u0002\u0003\u0004") },
      frame(""),
    ]
    const [first] = anatomyOf({ request, reply: null }, false)
    expect(first?.frames[0]?.label).toBe("0x0001020304")
  })

  it("ends with the request while there is no reply", () => {
    expect(anatomyOf({ request: REQUEST, reply: null }, false)).toHaveLength(2)
  })

  it("says of each frame what it is for", () => {
    const request = [frame("id"), frame("r1"), frame(""), frame("x")]
    const [, dealerOut] = anatomyOf({ request, reply: null }, false)
    expect(dealerOut?.frames.map(({ role, purpose }) => [role, purpose])).toEqual([
      ["routing-id", expect.stringMatching(/^The routing id: .* the reply\./)],
      ["request-id", expect.stringMatching(/^Put there by the client/)],
      ["empty", expect.stringMatching(/^The empty delimiter/)],
      ["body", expect.stringMatching(/^The message itself/)],
    ])
  })
})
