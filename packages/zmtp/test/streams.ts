import { command, frame, greeting, message, ready } from "@zmqscope/testkit"
import fc from "fast-check"
import type { ZmtpLimits } from "../src/index.js"

/** Small, so that what passes a bound is drawn often. */
export const SMALL_LIMITS: ZmtpLimits = { frameBytes: 400, messageBytes: 900, framesPerMessage: 6 }

export const HANDSHAKE = Buffer.concat([
  greeting(),
  ready({ "Socket-Type": "REQ", Identity: "me" }),
])

const body = fc.oneof(
  { weight: 5, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constant(new Uint8Array(0)) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 250, maxLength: 420, size: "max" }) },
)

/** Messages within and past the bounds, some of their frames longer than they need be. */
export const messages = fc
  .record({ frames: fc.array(body, { minLength: 1, maxLength: 8 }), long: fc.boolean() })
  .map(({ frames, long }) => message(frames, { long }))

const commands = fc.oneof(
  fc.uint8Array({ maxLength: 24 }).map((data) => command("PING", data)),
  fc.uint8Array({ maxLength: 24 }).map((data) => command("PONG", data)),
  fc.constantFrom(
    command("SUBSCRIBE", Buffer.from("topic")),
    command("ERROR", Buffer.from("\x03why")),
    ready({ "Socket-Type": "REQ" }),
    frame(4, Buffer.alloc(0)),
    frame(4, Buffer.from([9, 0x41])),
    frame(4, Buffer.alloc(9000, 1)),
  ),
)

const oddities = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  // A length that nobody can mean.
  fc.constant(Buffer.from("03ffffffffffffffff", "hex")),
  fc.constant(Buffer.from("020020000000000001", "hex")),
)

/** What may come behind a handshake: good things mostly, and it need not end where a frame does. */
export const streams: fc.Arbitrary<Buffer> = fc
  .record({
    pieces: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: messages },
        { weight: 3, arbitrary: commands },
        { weight: 1, arbitrary: oddities },
      ),
      { maxLength: 12 },
    ),
    cutOff: fc.nat(40),
  })
  .map(({ pieces, cutOff }) => {
    const bytes = Buffer.concat(pieces)
    return cutOff < 20 ? bytes : bytes.subarray(0, Math.max(0, bytes.length - cutOff))
  })

export const places = fc.array(fc.nat(2500), { maxLength: 40 })
