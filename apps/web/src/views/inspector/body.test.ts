import { Encoder, ExtData } from "@msgpack/msgpack"
import { describe, expect, it, test } from "vitest"
import { bytesOf, fittingView, hexDump, layOutMessagePack, previewOf, viewBody } from "./body.js"

const bytes = (text: string) => new TextEncoder().encode(text)

describe("a frame's bytes", () => {
  it("come out of base64 as they are", () => {
    expect([...bytesOf(btoa("\u0000\u00ffA"))]).toEqual([0, 255, 65])
  })

  it("are text where they are text, with control characters to be seen", () => {
    expect(viewBody("text", bytes("a\nb\u0000<b>"), 7)).toEqual({ text: "a\nb␀<b>", note: null })
    expect(viewBody("text", Uint8Array.of(0xff, 0xfe), 2)).toEqual({
      text: "",
      note: "This is no UTF-8 text: look at it as hex.",
    })
  })

  it("turn nothing about: what gives a direction is seen as itself", () => {
    const text = "gnp.\u202eexe"
    expect(viewBody("text", bytes(text), 10).text).toBe("gnp.\\u202eexe")
    expect(viewBody("json", bytes(JSON.stringify(text)), 12).text).toBe('"gnp.\\u202eexe"')
    expect(previewOf(bytes(text), 10)).toBe("0x676e702e…")
  })

  it("say how many of them are kept", () => {
    const head = bytes("x".repeat(256))
    const { note } = viewBody("hex", head, 10_485_760)
    expect(note).toBe("The first 256 of 10,485,760 bytes are kept; 10.5 MB are missing.")
    expect(viewBody("json", head, 10_485_760).note).toContain("cannot be read from a part of it")
  })

  it("may end in the middle of a character", () => {
    const cut = bytes("né").subarray(0, 2)
    expect(viewBody("text", cut, 300).text).toBe("n")
    expect(viewBody("text", cut, 2).note).toContain("no UTF-8")
  })

  it("are laid out as JSON, or said to be none", () => {
    expect(viewBody("json", bytes('{"a":[1]}'), 9).text).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(viewBody("json", bytes("Hello"), 5)).toEqual({ text: "", note: "This is no JSON." })
  })

  it("are hexadecimal with their offset, and ASCII beside", () => {
    expect(hexDump(bytes("Hello W\n!"))).toBe(
      "0000  48 65 6c 6c 6f 20 57 0a  Hello W.\n0008  21                       !",
    )
    expect(hexDump(new Uint8Array())).toBe("")
  })

  it("are opened as what they are", () => {
    const viewOf = (head: Uint8Array) => fittingView(head, head.length)
    expect(viewOf(bytes("two\nlines"))).toBe("text")
    expect(viewOf(new Encoder().encode({ id: 1234 }))).toBe("msgpack")
    // A number in MessagePack, as almost anything is.
    expect(viewOf(Uint8Array.of(1))).toBe("hex")
    expect(viewOf(Uint8Array.of(0xff, 0, 1))).toBe("hex")
    expect(fittingView(bytes("né").subarray(0, 2), 300)).toBe("text")
  })

  it("are told in a few characters", () => {
    expect(previewOf(bytes("two\nlines"), 9)).toBe('"two lines"')
    expect(previewOf(bytes(`${"x".repeat(20)}\u0000`), 21)).toBe(`"${"x".repeat(18)}…"`)
    expect(previewOf(bytes("Hello"), 5)).toBe('"Hello"')
    expect(previewOf(bytes("x".repeat(40)), 40)).toBe(`"${"x".repeat(18)}…"`)
    expect(previewOf(Uint8Array.of(0, 1, 2, 3, 4), 5)).toBe("0x00010203…")
    expect(previewOf(bytes("ab"), 900)).toBe('"ab…"')
    expect(previewOf(new Uint8Array(), 0)).toBe("")
  })
})

const encode = (value: unknown) => new Encoder({ useBigInt64: true }).encode(value)
const read = (value: unknown): unknown => JSON.parse(layOutMessagePack(encode(value)) ?? "null")

test("maps, lists and numbers are laid out", () => {
  expect(layOutMessagePack(encode({ job: [1, -2, 3.5, null, true] }))).toBe(
    '{\n  "job": [\n    1,\n    -2,\n    3.5,\n    null,\n    true\n  ]\n}',
  )
})

test("what JSON has no form for is said in its own", () => {
  expect(read({ big: 2n ** 60n, small: 7n, bytes: Uint8Array.of(0, 255) })).toEqual({
    big: "1152921504606846976",
    small: 7,
    bytes: "0x00ff",
  })
  expect(read(new ExtData(5, Uint8Array.of(1)))).toEqual({ extension: 5, data: "0x01" })
})

test("text, a part of a value, and nothing are no MessagePack", () => {
  expect(layOutMessagePack(new TextEncoder().encode("Hello"))).toBeNull()
  expect(layOutMessagePack(encode({ job: "x".repeat(100) }).subarray(0, 50))).toBeNull()
  expect(layOutMessagePack(new Uint8Array(0))).toBeNull()
})
