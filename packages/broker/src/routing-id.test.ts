import { describe, expect, test } from "vitest"
import { routingIdName } from "./routing-id.js"

describe("a routing id reads", () => {
  test.each([
    { what: "as its text", bytes: "client-7/1", name: "client-7/1" },
    { what: "with spaces and letters of any script", bytes: "größe 9 ∑ 漢", name: "größe 9 ∑ 漢" },
  ])("$what", ({ bytes, name }) => {
    expect(routingIdName(Buffer.from(bytes))).toBe(name)
  })

  test.each([
    { what: "libzmq's own five bytes", hex: "0080004129" },
    { what: "a line end", hex: "610a62" },
    { what: "an escape", hex: "1b5b33316d" },
    { what: "text that is no UTF-8", hex: "61ff62" },
    { what: "nothing", hex: "" },
    { what: "letters turned about by a bidi mark", hex: Buffer.from("a\u202eb").toString("hex") },
  ])("as hexadecimal for $what", ({ hex }) => {
    expect(routingIdName(Buffer.from(hex, "hex"))).toBe(`0x${hex}`)
  })
})
