import { encodeError, encodePong, encodeReady, PING } from "../commands.js"
import { encodeCommand, encodeFrames, encodeHeader } from "../encode.js"
import { GREETING } from "../greeting.js"
import { below } from "./random.js"

const TYPES = ["REQ", "DEALER", "ROUTER", "REP", "PUB", ""] as const
/** Chances, of all streams: that what was well made is changed, and that it is noise from the first on. */
const CHANGED = 0.6
const NOISE = 0.05

/** What a peer may send, from its greeting on: good, spoiled in some places, or noise. */
export function drawStream(random: () => number): Buffer {
  if (random() < NOISE) return drawBytes(below(200, random), random)
  const pieces = [GREETING, drawReady(random)]
  for (let count = below(8, random); count > 0; count -= 1) pieces.push(drawPiece(random))
  const stream = Buffer.concat(pieces)
  if (random() < CHANGED) spoil(stream, random)
  return random() < 0.3 ? stream.subarray(0, below(stream.length + 1, random)) : stream
}

function drawReady(random: () => number): Buffer {
  // Those that may talk to a ROUTER, mostly.
  const type = TYPES[random() < 0.9 ? below(3, random) : below(TYPES.length, random)] ?? ""
  return encodeReady([
    ["Socket-Type", Buffer.from(type)],
    ["Identity", drawBytes(random() < 0.02 ? 300 : below(10, random), random)],
    ...(random() < 0.2
      ? [["X-Name", drawBytes(below(random() < 0.02 ? 20_000 : 40, random), random)] as const]
      : []),
  ])
}

function drawPiece(random: () => number): Buffer {
  const draw = random()
  if (draw < 0.75) return drawMessage(random)
  if (draw < 0.85) return PING
  if (draw < 0.9) return encodePong(drawBytes(below(20, random), random))
  if (draw < 0.93) return encodeError("why")
  if (draw < 0.97) return encodeCommand(drawBytes(1 + below(20, random), random))
  return encodeHeader(below(2 ** 40, random), below(8, random))
}

function drawMessage(random: () => number): Buffer {
  const frames = Array.from({ length: 1 + below(random() < 0.05 ? 20 : 5, random) }, () =>
    drawBytes(random() < 0.1 ? below(2000, random) : below(20, random), random),
  )
  return Buffer.concat(encodeFrames(frames))
}

/** Sets some bytes to others, flags and lengths among them. */
function spoil(stream: Buffer, random: () => number): void {
  for (let count = 1 + below(4, random); count > 0; count -= 1) {
    const at = below(stream.length, random)
    stream[at] = random() < 0.5 ? below(8, random) : below(256, random)
  }
}

function drawBytes(length: number, random: () => number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; at += 4) {
    const word = below(2 ** 32, random)
    for (let byte = 0; byte < 4 && at + byte < length; byte += 1)
      bytes[at + byte] = word >>> (8 * byte)
  }
  return bytes
}
