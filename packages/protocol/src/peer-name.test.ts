import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { MAX_PEER_NAME, peerName } from "./peer-name.js"

/** Latin-1 text as its bytes. */
function bytesOf(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (character) => character.charCodeAt(0))
}

function utf8(text: string): Uint8Array {
  const percents = encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return bytesOf(percents)
}

describe("a peer's name", () => {
  test.each([
    ["a plain one", "client-7/1"],
    ["composed letters", "café"],
    ["decomposed letters", "cafe\u0301"],
    ["Thai, with marks", "ลูกค้า"],
    ["Devanagari, with marks", "हिन्दी"],
    ["Devanagari, with a joiner that shapes it", "क्‍ष"],
    ["Persian, with a non-joiner", "می‌خواهم"],
    ["Arabic", "عميل"],
    ["Hebrew with points", "שָׁלוֹם"],
    ["ideographs", "结账服务"],
    ["an ideograph's variant", "葛\u{e0100}"],
    ["Hangul", "고객"],
    ["Tibetan", "བོད་སྐད"],
    ["an emoji", "🚚"],
    ["an emoji with its variation", "❤️"],
    ["a family, joined", "👩‍👩‍👧"],
    ["a skin tone and a joined sign", "🧑🏽‍💻"],
    ["a flag of two letters", "🇩🇪"],
    ["a flag of tags", "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["a keycap", "1️⃣"],
    ["markup", "<img src=x onerror=alert(1)>"],
    ["slashes, stars, quotes", 'team/checkout a*b say "hi" \\'],
    ["a space before it", " lead"],
    ["what looks like something else", "__proto__"],
    ["what looks like bytes", "0x00"],
    ["letters and symbols", "größe 9 ∑ 漢"],
    ["dots among others", "..."],
  ])("is shown as written: %s", (_what, text) => {
    expect(peerName(utf8(text))).toBe(text)
  })

  test.each([
    ["what turns letters about", "a\u202eb", "a\\u202eb"],
    ["isolates", "\u2066a\u2069", "\\u2066a\\u2069"],
    ["direction marks", "a\u200fb\u061c", "a\\u200fb\\u061c"],
    ["a line end", "a\nb", "a\\nb"],
    ["other controls", "a\0b\x1b[31m\t\r\x7f\x9b", "a\\0b\\x1b[31m\\t\\r\\x7f\\x9b"],
    ["a soft hyphen", "a\u00adb", "a\\xadb"],
    ["spaces that look like another", "a\u00a0b\u2003c", "a\\xa0b\\u2003c"],
    ["no width", "pay\u200bpal\ufeff", "pay\\u200bpal\\ufeff"],
    ["joiners that join nothing", "a\u200db", "a\\u200db"],
    ["a joiner at the end of an emoji", "🚚\u200d", "🚚\\u200d"],
    ["a variation of nothing", "a\ufe0f", "a\\ufe0f"],
    ["blank letters", "a\u3164b\u115f", "a\\u3164b\\u115f"],
    ["a blank pattern", "\u2800", "\\u2800"],
    ["tags without a flag", "a\u{e0041}", "a\\u{e0041}"],
    ["a mark without a letter", "\u0301a", "\\u0301a"],
    ["what has no meaning of its own", "\ue000", "\\ue000"],
    ["line and paragraph ends", "a\u2028b\u2029", "a\\u2028b\\u2029"],
    ["spaces alone", "  ", "\\x20\\x20"],
    ["a dot, and two, which no URL can hold", ".", "\\x2e"],
    ["two dots", "..", "\\x2e\\x2e"],
  ])("has an escape for %s", (_what, text, name) => {
    expect(peerName(utf8(text))).toBe(name)
  })

  test.each([
    ["libzmq's own ids", "\0\x6b\x8b\x45\x67", "0x006b8b4567"],
    ["those of them that were UTF-8", "\0\0\0\0\x01", "0x0000000001"],
    ["Latin-1", "caf\xe9", "0x636166e9"],
    ["a GUID", "3\x22\x11\0UDwf\x88\x99\xaa", "0x33221100554477668899aa"],
    ["overlong forms", "a\xc0\xafb", "0x61c0af62"],
    ["a surrogate", "\xed\xa0\x80", "0xeda080"],
    ["nothing", "", "0x"],
  ])("is hexadecimal for %s", (_what, bytes, name) => {
    expect(peerName(bytesOf(bytes))).toBe(name)
  })

  test("shows what can be read of UTF-16", () => {
    expect(peerName(bytesOf("u\0s\0e\0r\0"))).toBe("u\\0s\\0e\\0r\\0")
  })

  test("stacks no more marks than any script does", () => {
    expect(peerName(utf8(`a${"\u0301".repeat(9)}`))).toBe(`a${"\u0301".repeat(8)}\\u0301`)
  })

  test("holds the longest routing id, and is cut past it between characters", () => {
    expect(peerName(bytesOf("\xff".repeat(255)))).toBe(`0x${"ff".repeat(255)}`)
    expect(peerName(bytesOf("\xff".repeat(300)))).toBe(`0x${"ff".repeat(255)}…`)
    expect(peerName(utf8("n".repeat(255)))).toBe("n".repeat(255))
    expect(peerName(utf8("👩‍👩‍👧".repeat(100)))).toBe(`${"👩‍👩‍👧".repeat(64)}…`)
  })

  test("of any bytes is bounded, is no part of a path, and passes through a URL", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const name = peerName(bytes)
        expect(name.length).toBeLessThanOrEqual(MAX_PEER_NAME + 1)
        expect(name).not.toMatch(/^\.{0,2}$/)
        expect(name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(decodeURIComponent(encodeURIComponent(name))).toBe(name)
      }),
    )
  })
})
