/** The longest name, in UTF-16 code units: as long as the longest routing id is in hexadecimal. */
export const MAX_PEER_NAME = 512

const ELLIPSIS = "…"

/** Letters of these scripts take other forms beside a joiner that itself is not seen. */
const JOINING = [
  "Arab",
  "Syrc",
  "Mong",
  "Deva",
  "Beng",
  "Guru",
  "Gujr",
  "Orya",
  "Taml",
  "Telu",
  "Knda",
  "Mlym",
  "Sinh",
  "Khmr",
  "Mymr",
  "Tibt",
]
  .map((script) => `\\p{scx=${script}}`)
  .join("")

/** A pictograph with its skin tone or variation, and the tags that make a region's flag of one. */
const PICTOGRAPH =
  "\\p{ExtPict}(?:\\p{EMod}|[\\ufe0e\\ufe0f])?(?:[\\u{e0020}-\\u{e007e}]{1,8}\\u{e007f})?"

/** What can be read, each with what belongs to it and would not be seen, or not as itself, elsewhere. */
const READABLE = new RegExp(
  [
    // Keycaps, and pictographs that are joined to one.
    "[0-9#*]\\ufe0f?\\u20e3",
    `${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})*`,
    // A character and its marks; more marks than any script has would run over the lines around.
    "(?!\\p{DI}|\\u2800)[\\p{L}\\p{N}\\p{P}\\p{S}](?:(?!\\p{DI})\\p{M}){0,8}",
    // The ideographic space is as wide as its neighbours; all others look like this one.
    "[ \\u3000]",
    `(?<=[${JOINING}]\\p{M}{0,8})[\\u200c\\u200d](?=[${JOINING}])`,
    // Variants of ideographs, and of Mongolian letters.
    "(?<=\\p{scx=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]",
    "(?<=\\p{scx=Mong})[\\u180b-\\u180f]",
  ].join("|"),
  "uy",
)

/** Escapes that have a letter of their own, as C and JavaScript write them. */
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
}

/**
 * How a peer is called, from the bytes by which it named itself (a routing id, a worker's `X-Name`):
 * one line of text that can be read, that says what is there, and that reorders nothing around it.
 *
 * Text of any script stands as written. What is not seen, or turns what is seen about, stands as an
 * escape: `\0`, `\x1b`, `\u202e`, `\u{e0001}`. What is no UTF-8, and the ids that libzmq makes, which
 * begin with a zero byte, are `0x` and their bytes. Not injective: whoever lists peers keeps equal
 * names apart. Never empty, never `.` or `..` (no URL holds those as a part), at most MAX_PEER_NAME
 * and the ellipsis of what was cut.
 */
export function peerName(bytes: Uint8Array): string {
  const text = bytes[0] === 0 ? undefined : textOf(bytes)
  if (text === undefined || text === "") return hexName(bytes)
  if (/^(?:\.{1,2}|[ \u3000]+)$/.test(text)) return joined(Array.from(text, escaped))
  return joined(readableParts(text))
}

/** Cut into parts that stand or fall together. */
function* readableParts(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    READABLE.lastIndex = at
    const [part] = READABLE.exec(text) ?? []
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    yield part ?? escaped(character)
    at += (part ?? character).length
  }
}

function joined(parts: Iterable<string>): string {
  let name = ""
  for (const part of parts) {
    if (name.length + part.length > MAX_PEER_NAME) return name + ELLIPSIS
    name += part
  }
  return name
}

function escaped(character: string): string {
  const short = SHORT_ESCAPES[character]
  if (short !== undefined) return short
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`
}

function hexName(bytes: Uint8Array): string {
  // One byte more than there is room for, so that it is seen to be cut.
  const shown = bytes.subarray(0, MAX_PEER_NAME / 2)
  return joined(["0x", ...Array.from(shown, (byte) => byte.toString(16).padStart(2, "0"))])
}

/** Undefined for what is no UTF-8. This package knows no TextDecoder; the language has one all the same. */
function textOf(bytes: Uint8Array): string | undefined {
  const percents = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`)
  try {
    return decodeURIComponent(percents.join(""))
  } catch {
    return undefined
  }
}
