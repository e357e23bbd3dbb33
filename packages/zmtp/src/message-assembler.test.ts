import { frame, message } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { byteByByte } from "../test/chunks.js"
import { TestPeer } from "../test/peer.js"
import { HANDSHAKE } from "../test/streams.js"
import type { ZmtpLimits } from "./limits.js"

const LIMITS: ZmtpLimits = {
  frameBytes: 1_000_000,
  messageBytes: 2_000_000,
  framesPerMessage: 5000,
}

function opened(): TestPeer {
  return new TestPeer({ limits: LIMITS }).push([HANDSHAKE])
}

describe("what is held of a message that is not whole", () => {
  test("is its bytes of chunks before, and nothing once it is", () => {
    const peer = opened()
    const bytes = message([Buffer.alloc(1000), Buffer.alloc(1000)])
    peer.push([bytes.subarray(0, 700)])
    expect(peer.connection.heldBytes).toBe(700)
    peer.push([bytes.subarray(700, 1500)])
    expect(peer.connection.heldBytes).toBe(1500)
    peer.push([bytes.subarray(1500)])
    expect(peer.connection.heldBytes).toBe(0)
    expect(peer.messages).toHaveLength(1)
  })

  test("is not the rest of the chunk that it began in", () => {
    const peer = opened()
    const others = message([Buffer.alloc(200_000)])
    const bytes = message([Buffer.alloc(1000, 7)])
    peer.push([Buffer.concat([others, bytes.subarray(0, 700)])])
    peer.push([bytes.subarray(700)])
    const parts = peer.messages[1]?.parts ?? []
    expect(parts).toHaveLength(2)
    expect(parts[0]?.buffer.byteLength).toBeLessThan(100_000)
    expect(Buffer.concat(parts)).toEqual(bytes)
  })

  test("costs little more than its bytes when it comes byte by byte", () => {
    const bytes = message([Buffer.alloc(30_000, 7)])
    const peer = opened()
    let mostBeyond = Number.NEGATIVE_INFINITY
    for (const [index, byte] of byteByByte(bytes).entries()) {
      peer.push([byte])
      mostBeyond = Math.max(mostBeyond, peer.connection.heldBytes - (index + 1))
    }
    expect(mostBeyond).toBe(0)
    expect(peer.connection.heldBytes).toBe(0)
    const [whole] = peer.messages
    // Pieces are joined as they come: a buffer for each byte would cost a hundred times as much.
    expect(whole?.parts.length).toBeLessThanOrEqual(64)
    expect(whole?.frames[0]?.equals(Buffer.alloc(30_000, 7))).toBe(true)
  })

  test("is not copied over and over when it comes in good pieces", () => {
    const bytes = message([Buffer.alloc(900_000, 7)])
    const peer = opened()
    // As a socket gives them, each in memory of its own.
    const pieces = Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, index) =>
      Buffer.from(bytes.subarray(index * 8192, (index + 1) * 8192)),
    )
    peer.push(pieces)
    const parts = peer.messages[0]?.parts ?? []
    expect(parts).toHaveLength(pieces.length)
    expect(parts.every((part, index) => part.buffer === pieces[index]?.buffer)).toBe(true)
  })

  test("is nothing of a message that comes in one chunk with others", () => {
    const peer = opened().push([
      Buffer.concat([message([Buffer.from("a")]), message([Buffer.from("b")])]),
    ])
    expect(peer.connection.heldBytes).toBe(0)
    expect(peer.messages).toHaveLength(2)
  })
})

describe("a bound is held as the message comes in, before what passes it is taken:", () => {
  test("a frame's, by its header alone", () => {
    const header = frame(0, Buffer.alloc(1_000_001)).subarray(0, 9)
    const peer = opened().push([header])
    expect(peer.fault).toMatchObject({ code: "frame-too-large" })
    expect(peer.connection.heldBytes).toBeLessThan(10)
  })

  test("a length that no number holds, by its header alone", () => {
    expect(opened().push([Buffer.from("02ffffffffffffffff", "hex")]).fault).toMatchObject({
      code: "frame-too-large",
    })
  })

  test("a message's bytes", () => {
    const peer = opened()
    for (let count = 0; count < 2 && peer.fault === undefined; count += 1) {
      peer.push([frame(1, Buffer.alloc(999_000))])
    }
    expect(peer.fault).toBeUndefined()
    expect(peer.push([frame(1, Buffer.alloc(2000))]).fault).toMatchObject({
      code: "message-too-large",
    })
  })

  test("a message's frames, however empty", () => {
    const empty = frame(1, Buffer.alloc(0))
    const peer = opened()
    for (let count = 0; count < 5000; count += 1) peer.push([empty])
    expect(peer.fault).toBeUndefined()
    expect(peer.push([empty]).fault).toMatchObject({ code: "message-too-large" })
    expect(peer.connection.heldBytes).toBeLessThanOrEqual(10_000)
  })

  test("and a message exactly as large as it may be passes", () => {
    const peer = opened().push([frame(0, Buffer.alloc(1_000_000))])
    expect(peer.fault).toBeUndefined()
    expect(peer.messages).toHaveLength(1)
  })
})
