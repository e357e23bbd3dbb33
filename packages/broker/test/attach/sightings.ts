import { greeting, ready } from "@zmqscope/testkit"
import { encodeFrames, Follower } from "@zmqscope/zmtp"
import { Sighting } from "../../src/attach/sighting.js"
import type { SightingRoom } from "../../src/attach/sighting-room.js"

/** What a relay remembers of a message of these frames, which comes in pieces of so many bytes. */
export function sightingOf(
  frames: readonly (string | Buffer)[],
  pieceBytes = Number.POSITIVE_INFINITY,
  room?: SightingRoom,
): Sighting {
  const seen = new Sighting(room)
  const follower = new Follower({
    ready: () => {},
    frame: (length) => seen.frame(length),
    piece: (chunk, from, to, left) => seen.piece(chunk, from, to, left),
    messageEnded: () => {},
  })
  follower.push(Buffer.concat([greeting(), ready({ "Socket-Type": "DEALER" })]))
  const bytes = Buffer.concat(encodeFrames(frames.map((frame) => Buffer.from(frame))))
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    follower.push(bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)))
  }
  return seen
}
