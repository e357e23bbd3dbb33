import fc from "fast-check"
import { expect, test } from "vitest"
import { encodePipeFrame, MAX_PIPE_PAYLOAD_BYTES, PipeDecoder, type PipeFrame } from "./pipe.js"

const anyFrame: fc.Arbitrary<PipeFrame> = fc.record({
  opcode: fc.constantFrom("text" as const, "binary" as const),
  payload: fc.uint8Array({ maxLength: 40 }),
})

function join(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => Array.from(chunk)))
}

function decodeAll(decoder: PipeDecoder, chunks: readonly Uint8Array[]): PipeFrame[] {
  return chunks.flatMap((chunk) => {
    const frames = decoder.push(chunk)
    if (!frames.ok) throw new Error(frames.reason)
    return frames.value.map(({ opcode, payload }) => ({ opcode, payload: payload.slice() }))
  })
}

test("frames come out as they went in, however the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(anyFrame), fc.integer({ min: 1, max: 50 }), (frames, size) => {
      const stream = join(frames.map(({ opcode, payload }) => encodePipeFrame(opcode, payload)))
      const chunks: Uint8Array[] = []
      for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size))
      expect(decodeAll(new PipeDecoder(), chunks)).toEqual(frames)
    }),
  )
})

test("a byte at a time gives the same frames", () => {
  const stream = encodePipeFrame("binary", Uint8Array.of(1, 2, 3))
  const bytes = Array.from(stream, (byte) => Uint8Array.of(byte))
  expect(decodeAll(new PipeDecoder(), bytes)).toEqual([
    { opcode: "binary", payload: Uint8Array.of(1, 2, 3) },
  ])
})

test.each([
  { what: "an unknown opcode", bytes: [1, 0, 0, 0, 9] },
  { what: "no room for its opcode", bytes: [0, 0, 0, 0, 0] },
])("a frame with $what is refused, and so is all after it", ({ bytes }) => {
  const decoder = new PipeDecoder()
  expect(decoder.push(Uint8Array.from(bytes))).toMatchObject({ ok: false })
  expect(decoder.push(encodePipeFrame("text", new Uint8Array(0)))).toMatchObject({ ok: false })
})

test("a frame past the largest payload is refused before it is gathered", () => {
  const header = new Uint8Array(5)
  new DataView(header.buffer).setUint32(0, MAX_PIPE_PAYLOAD_BYTES + 2, true)
  expect(new PipeDecoder().push(header)).toMatchObject({ ok: false })
})

test("no bytes make it throw", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (chunks) => {
      const decoder = new PipeDecoder()
      for (const chunk of chunks) expect(typeof decoder.push(chunk).ok).toBe("boolean")
    }),
  )
})
