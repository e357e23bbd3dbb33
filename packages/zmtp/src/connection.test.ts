import { command, frame, greeting, message } from "@zmqscope/testkit"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { byteByByte, cut } from "../test/chunks.js"
import { decodeWhole } from "../test/oracle.js"
import { TestPeer } from "../test/peer.js"
import { HANDSHAKE, places, SMALL_LIMITS, streams } from "../test/streams.js"
import { Connection, type ConnectionOptions, type Message, type Peer } from "./index.js"

const EMPTY = Buffer.alloc(0)

/** Opened, and its peer's handshake through. */
function opened(options: Partial<ConnectionOptions> = {}): TestPeer {
  const peer = new TestPeer(options)
  peer.connection.open()
  return peer.push([HANDSHAKE])
}

describe("two of ours", () => {
  test.each([
    ["REQ", "ROUTER"],
    ["DEALER", "ROUTER"],
    ["DEALER", "REP"],
    ["REQ", "REP"],
    ["ROUTER", "ROUTER"],
    ["DEALER", "DEALER"],
  ] as const)(
    "%s and %s meet and talk, whoever opens first and however bytes are cut",
    (one, other) => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1 }), (sizes) => {
          const inbox = { a: [] as Buffer[], b: [] as Buffer[] }
          const peers: Peer[] = []
          const got: string[] = []
          const events = (name: string) => ({
            ready: (peer: Peer) => peers.push(peer),
            message: ({ frames }: Message) => got.push(`${name} ${frames.map(String).join()}`),
          })
          const a = new Connection(
            { socketType: one, routingId: Buffer.from("a"), limits: SMALL_LIMITS },
            { write: (bytes) => inbox.b.push(bytes), unsentBytes: 0 },
            events("a"),
          )
          const b = new Connection(
            { socketType: other, routingId: Buffer.from("b"), limits: SMALL_LIMITS },
            { write: (bytes) => inbox.a.push(bytes), unsentBytes: 0 },
            events("b"),
          )
          let turn = 0
          const deliver = () => {
            while (inbox.a.length + inbox.b.length > 0) {
              for (const [to, box] of [
                [a, inbox.a],
                [b, inbox.b],
              ] as const) {
                const bytes = Buffer.concat(box)
                const size = sizes[turn % sizes.length] ?? 1
                turn += 1
                box.length = 0
                if (bytes.length > size) box.push(bytes.subarray(size))
                if (bytes.length > 0) expect(to.push(bytes.subarray(0, size))).toBeUndefined()
              }
            }
          }
          a.open()
          b.open()
          deliver()
          expect(peers.map(({ routingId }) => String(routingId)).toSorted()).toEqual(["a", "b"])
          inbox.b.push(message([Buffer.from("to b")]))
          inbox.a.push(message([Buffer.from("to a")]))
          b.ping()
          deliver()
          expect(got.toSorted()).toEqual(["a to a", "b to b"])
        }),
        { seed: 1, numRuns: 20 },
      )
    },
  )
})

describe("heartbeats", () => {
  test("PING is answered with its context, at most 16 bytes of it", () => {
    const peer = opened()
    const before = peer.written.length
    peer.push([
      command("PING", Buffer.from("\0\x0acontext")),
      command("PING", Buffer.alloc(40, 0x61)),
    ])
    expect(peer.written.slice(before)).toEqual([
      command("PONG", Buffer.from("context")),
      command("PONG", Buffer.from("a".repeat(16))),
    ])
  })

  test("PING between the frames of a message is answered at once, and is no part of it", () => {
    const [first, last] = [frame(1, Buffer.from("one")), frame(0, Buffer.from("two"))]
    const peer = opened().push([Buffer.concat([first, command("PING", Buffer.alloc(2)), last])])
    expect(peer.items).toEqual([{ ping: "" }, { message: ["6f6e65", "74776f"] }])
    expect(peer.messages[0]?.sizeBytes).toBe(first.length + last.length)
  })

  test("PING is not answered while the peer leaves much unread, and is again once it reads", () => {
    const peer = opened()
    const before = peer.written.length
    const ping = command("PING", Buffer.from("\0\x0acontext"))
    peer.unsentBytes = 100_000
    peer.push([ping, ping])
    expect(peer.written).toHaveLength(before)
    peer.unsentBytes = 0
    peer.push([ping])
    expect(peer.written.slice(before)).toEqual([command("PONG", Buffer.from("context"))])
  })

  test("ours is a PING without a TTL or context", () => {
    const peer = opened()
    peer.connection.ping()
    expect(peer.written.at(-1)).toEqual(command("PING", Buffer.from([0, 0])))
  })
})

describe("whatever comes behind the handshake", () => {
  test("is what a decoder of the whole says, in any chunks, or the same fault", () => {
    const faults = new Map<string, number>()
    fc.assert(
      fc.property(streams, places, (stream, where) => {
        const expected = decodeWhole(stream, SMALL_LIMITS)
        const { items, fault } = opened().push(cut(stream, where))
        expect(items).toEqual(expected.items)
        expect(fault?.code).toBe(expected.fault)
        const name = fault?.code ?? "none"
        faults.set(name, (faults.get(name) ?? 0) + 1)
      }),
      { seed: 1, numRuns: 1000 },
    )
    // Each kind was met.
    expect([...faults.keys()].toSorted()).toEqual([
      "frame-too-large",
      "handshake",
      "malformed",
      "message-too-large",
      "none",
    ])
  })

  test("is the same a byte at a time, and when each chunk is written over afterwards", () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const expected = decodeWhole(stream, SMALL_LIMITS)
        const { items, fault } = opened().push(byteByByte(stream))
        expect(items).toEqual(expected.items)
        expect(fault?.code).toBe(expected.fault)
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  test("counts each message's frames, bytes, delimiter and body", () => {
    fc.assert(
      fc.property(streams, places, (stream, where) => {
        for (const got of opened().push(cut(stream, where)).messages) {
          const { frames, parts, frameCount, sizeBytes, delimiter, bodyBytes } = got
          expect(frameCount).toBe(frames.length)
          expect(sizeBytes).toBe(Buffer.concat(parts).length)
          expect(delimiter).toBe(frames.findIndex(({ length }) => length === 0))
          const behind = delimiter < 0 ? [] : frames.slice(delimiter + 1)
          expect(bodyBytes).toBe(Buffer.concat(behind).length)
        }
      }),
      { seed: 3, numRuns: 150 },
    )
  })

  test("loses nothing when it is held at any message and gone on with at any time", () => {
    fc.assert(
      fc.property(streams, places, fc.array(fc.boolean()), (stream, where, holds) => {
        const expected = decodeWhole(stream, SMALL_LIMITS)
        const peer = opened()
        let isHeld = false
        let given = 0
        peer.onMessage = () => {
          expect(isHeld).toBe(false)
          isHeld = holds[given % Math.max(holds.length, 1)] ?? false
          given += 1
          if (isHeld) peer.connection.hold()
        }
        for (const chunk of cut(stream, where)) {
          while (isHeld) {
            isHeld = false
            peer.fault = peer.connection.resume()
          }
          peer.push([chunk])
        }
        while (isHeld) {
          isHeld = false
          peer.fault = peer.connection.resume()
        }
        expect(peer.items).toEqual(expected.items)
        expect(peer.fault?.code).toBe(expected.fault)
      }),
      { seed: 4, numRuns: 400 },
    )
  })

  test("loses nothing when it is held between any two chunks, be it within a frame", () => {
    fc.assert(
      fc.property(streams, places, (stream, where) => {
        const expected = decodeWhole(stream, SMALL_LIMITS)
        const peer = opened()
        for (const chunk of cut(stream, where)) {
          peer.connection.hold()
          peer.push([chunk])
          if (peer.fault === undefined) peer.fault = peer.connection.resume()
        }
        expect(peer.items).toEqual(expected.items)
        expect(peer.fault?.code).toBe(expected.fault)
      }),
      { seed: 5, numRuns: 200 },
    )
  })
})

test("random bytes from the first on never throw, and are the same in any chunks", () => {
  const anything = fc.uint8Array({ maxLength: 300, size: "max" }).map((bytes) => Buffer.from(bytes))
  const before = fc.constantFrom(EMPTY, greeting().subarray(0, 11), greeting(), HANDSHAKE)
  fc.assert(
    fc.property(before, anything, places, (good, bytes, where) => {
      const stream = Buffer.concat([good, bytes])
      const inOne = new TestPeer().push([stream])
      const inMany = new TestPeer().push(cut(stream, where))
      expect(inMany.items).toEqual(inOne.items)
      expect(inMany.fault?.code).toBe(inOne.fault?.code)
      expect(inMany.peers).toEqual(inOne.peers)
    }),
    { seed: 6, numRuns: 500 },
  )
})

test("one byte changed anywhere in a session never throws, and is the same in any chunks", () => {
  const session = Buffer.concat([
    HANDSHAKE,
    message([Buffer.from("one"), EMPTY, Buffer.alloc(300, 7)]),
    command("PING", Buffer.from([0, 10, 1, 2])),
    message([Buffer.from("two")], { long: true }),
  ])
  fc.assert(
    fc.property(fc.nat(session.length - 1), fc.integer({ min: 0, max: 255 }), (place, byte) => {
      const changed = Buffer.from(session)
      changed.writeUInt8(byte, place)
      const inOne = new TestPeer().push([changed])
      const inMany = new TestPeer().push(byteByByte(changed))
      expect(inMany.items).toEqual(inOne.items)
      expect(inMany.fault?.code).toBe(inOne.fault?.code)
    }),
    { seed: 7, numRuns: 400 },
  )
})
