import { command, frame, message } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import {
  encodeCommand,
  encodeFrames,
  encodeHeader,
  encodeMoreFrame,
  headerBytes,
} from "./encode.js"

describe("a frame's header", () => {
  test.each([
    { length: 0, flags: 0, header: "0000" },
    { length: 255, flags: 1, header: "01ff" },
    { length: 256, flags: 1, header: "030000000000000100" },
    { length: 256, flags: 0, header: "020000000000000100" },
    { length: 2 ** 32 + 5, flags: 0, header: "020000000100000005" },
  ])("of $length bytes is $header", ({ length, flags, header }) => {
    expect(encodeHeader(length, flags).toString("hex")).toBe(header)
    expect(headerBytes(length)).toBe(header.length / 2)
  })
})

test("a message's frames are headers and bodies in turn, and bodies are not copied", () => {
  const bodies = [Buffer.from("id"), Buffer.alloc(0), Buffer.alloc(300, 7)]
  const parts = encodeFrames(bodies)
  expect(Buffer.concat(parts)).toEqual(message(bodies))
  expect(parts[1]).toBe(bodies[0])
  expect(parts.at(-1)).toBe(bodies[2])
  expect(encodeFrames([])).toEqual([])
})

test("a frame that others follow, and a command", () => {
  expect(encodeMoreFrame(Buffer.from("id"))).toEqual(frame(1, Buffer.from("id")))
  expect(encodeMoreFrame(Buffer.alloc(300))).toEqual(frame(1, Buffer.alloc(300)))
  expect(encodeCommand(Buffer.from("\x04PONGx"))).toEqual(command("PONG", Buffer.from("x")))
})
