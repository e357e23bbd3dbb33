import { describe, expect, test } from "vitest"
import { sightingOf } from "../../test/attach/sightings.js"
import { SightingRoom } from "./sighting-room.js"

const LARGE = Buffer.alloc(100_000, 3)
const FRAMES = ["id", "", "Hello", LARGE, ""]

describe("a message as it passed", () => {
  test("is told by count, delimiter, body and the frames that may be routing ids", () => {
    const seen = sightingOf(FRAMES)
    expect(seen).toMatchObject({ frameCount: 5, delimiter: 1, bodyBytes: 100_005 })
    expect([0, 1, 2, 3, 9].map((index) => seen.key(index))).toEqual([
      "id",
      "",
      "Hello",
      undefined,
      undefined,
    ])
    expect(seen.isAt(0, Buffer.from("id"))).toBe(true)
    expect([Buffer.from("ie"), Buffer.from("i")].map((id) => seen.isAt(0, id))).toEqual([
      false,
      false,
    ])
    expect(seen.hashAt(0)).toBe(sightingOf(["x", "id"]).hashAt(1))
    expect(seen.hashAt(0)).not.toBe(sightingOf(["ie"]).hashAt(0))
  })

  test("without a delimiter is all body", () => {
    expect(sightingOf(["one", "two"])).toMatchObject({ delimiter: -1, bodyBytes: 6 })
  })

  test.each([1, 2, 7, 64, 65_536])(
    "is the same when it comes in pieces of %i bytes",
    (pieceBytes) => {
      const [whole, pieces] = [sightingOf(FRAMES), sightingOf(FRAMES, pieceBytes)]
      expect(pieces.hashFrom(0)).toBe(whole.hashFrom(0))
      expect(pieces.lastHash).toBe(whole.lastHash)
      expect(pieces.key(0)).toBe("id")
      expect(pieces.bodyBytes).toBe(whole.bodyBytes)
    },
  )

  test("is known again behind whatever a broker puts in front", () => {
    const sent = sightingOf(["", "Hello", LARGE])
    const passed = sightingOf(["", "front", "id", "", "Hello", LARGE])
    expect(passed.hashFrom(3)).toBe(sent.hashFrom(0))
    expect(passed.hashFrom(2)).not.toBe(sent.hashFrom(0))
    expect(passed.lastHash).toBe(sent.lastHash)
  })

  test.each([
    { what: "another byte", frames: ["", "Hellp", LARGE] },
    { what: "another byte far behind", frames: ["", "Hello", withLast(LARGE, 4)] },
    { what: "another length", frames: ["", "Hello", LARGE.subarray(1)] },
    { what: "another cut", frames: ["", "Hell", "o", LARGE] },
    { what: "an empty frame more", frames: ["", "", "Hello", LARGE] },
    { what: "another order", frames: ["", LARGE, "Hello"] },
  ])("is another with $what", ({ frames }) => {
    expect(sightingOf(frames).hashFrom(0)).not.toBe(sightingOf(["", "Hello", LARGE]).hashFrom(0))
  })

  test("tells its frames before the delimiter apart", () => {
    const seen = sightingOf(["id", "42", "", "body"])
    expect(seen.delimiterFrom(1)).toBe(2)
    expect(seen.hashBetween(1, 2)).toBe(sightingOf(["42", "", "x"]).hashBetween(0, 1))
    expect(seen.hashBetween(1, 2)).not.toBe(sightingOf(["43", "", "x"]).hashBetween(0, 1))
  })

  test("of a hundred frames is known by all of them, and keeps the beginnings of the first", () => {
    const frames = Array.from({ length: 100 }, (_, index) => `frame ${index}`)
    const seen = sightingOf(frames)
    expect(seen.hashFrom(0)).not.toBe(sightingOf(frames.with(99, "another")).hashFrom(0))
    expect(seen.hashFrom(0)).not.toBe(sightingOf(frames.with(50, "another")).hashFrom(0))
    expect([seen.key(15), seen.key(16)]).toEqual(["frame 15", undefined])
  })

  test("keeps 256 bytes of a frame", () => {
    const to = Buffer.alloc(1000)
    const seen = sightingOf([Buffer.alloc(300, 1), "two"])
    expect(seen.copyHead(0, to, 0, 1000)).toBe(256)
    expect(seen.copyHead(1, to, 256, 1000)).toBe(3)
    expect(to.subarray(0, 260)).toEqual(Buffer.concat([Buffer.alloc(256, 1), Buffer.from("two\0")]))
    expect(seen.lengthAt(0)).toBe(300)
  })

  test("keeps more of long frames while there is room, and gives it back", () => {
    const room = new SightingRoom(10_000)
    const to = Buffer.alloc(20_000)
    const [one, two] = [Buffer.alloc(9000, 1), Buffer.alloc(9000, 2)]
    const seen = sightingOf(["id", "", one, two], 700, room)
    expect(seen.copyHead(2, to, 0, 20_000)).toBe(9000)
    expect(seen.copyHead(3, to, 9000, 20_000)).toBeGreaterThan(1000)
    expect(to.subarray(0, 10_000)).toEqual(Buffer.concat([one, two]).subarray(0, 10_000))
    const all = 16 * 1024 * 1024
    expect(room.take(all)).toBe(false)
    seen.clear()
    expect(room.take(all)).toBe(true)
    const without = sightingOf([one], 700, room)
    expect(without.copyHead(0, to, 0, 20_000)).toBe(256)
  })
})

function withLast(bytes: Buffer, value: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[changed.length - 1] = value
  return changed
}
