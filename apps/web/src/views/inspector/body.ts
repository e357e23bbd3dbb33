import { decode as decodeMessagePack, ExtData } from "@msgpack/msgpack"
import { formatBytes, formatCount } from "@zmqscope/metrics"

export type BodyView = "text" | "json" | "msgpack" | "hex"

/** What a view makes of what is kept of a frame: text to be shown as it is, or why there is none. */
export interface ViewedBody {
  readonly text: string
  readonly note: string | null
}

const PREVIEW_CHARACTERS = 18
/** More of a frame says nothing of its first characters. */
const PREVIEW_BYTES = 256
const HEX_COLUMNS = 8

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

/** A frame in a few characters: its text in quotes, or the hexadecimal form of its first bytes. */
export function previewOf(kept: Uint8Array, sizeBytes: number): string {
  const head = kept.subarray(0, PREVIEW_BYTES)
  if (head.length === 0) return ""
  const characters = Array.from(decode(head, sizeBytes > head.length) ?? "")
  const shown = characters.slice(0, PREVIEW_CHARACTERS)
  if (shown.length === 0 || shown.some(isHidden)) {
    return `0x${hex(head.subarray(0, 4))}${head.length > 4 ? "…" : ""}`
  }
  const isCut = characters.length > shown.length || sizeBytes > head.length
  return `"${shown.join("").replace(/\s/g, " ")}${isCut ? "…" : ""}"`
}

/** The view that a frame is opened in: text where it is text, MessagePack where it holds more than a number. */
export function fittingView(head: Uint8Array, sizeBytes: number): BodyView {
  const text = decode(head, sizeBytes > head.length)
  if (text !== null && !Array.from(text).some(isHidden)) return "text"
  const value = sizeBytes > head.length ? null : layOutMessagePack(head)
  return value !== null && /^[[{]/.test(value) ? "msgpack" : "hex"
}

export function viewBody(view: BodyView, head: Uint8Array, sizeBytes: number): ViewedBody {
  const cut = sizeBytes > head.length
  const kept = cut
    ? `The first ${formatCount(head.length)} of ${formatCount(sizeBytes)} bytes are kept; ${formatBytes(sizeBytes - head.length)} are missing.`
    : null
  const shown = (text: string | null, why: string): ViewedBody =>
    text === null
      ? { text: "", note: kept === null ? why : `${why} ${kept}` }
      : { text: showControls(text), note: kept }
  switch (view) {
    case "text":
      return shown(decode(head, cut), "This is no UTF-8 text: look at it as hex.")
    case "json":
      if (cut) return shown(null, "JSON cannot be read from a part of it.")
      return shown(layOutJson(head), "This is no JSON.")
    case "msgpack":
      if (cut) return shown(null, "MessagePack cannot be read from a part of it.")
      return shown(layOutMessagePack(head), "This is no MessagePack.")
    case "hex":
      return { text: hexDump(head), note: kept }
  }
}

function layOutJson(bytes: Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(decode(bytes, false) ?? "")
    return JSON.stringify(value, null, 2)
  } catch {
    return null
  }
}

/** Eight bytes a line: offset, bytes, and what of them is ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += HEX_COLUMNS) {
    const row = bytes.subarray(at, at + HEX_COLUMNS)
    const pairs = Array.from(row, hexByte)
      .join(" ")
      .padEnd(HEX_COLUMNS * 3 - 1)
    const ascii = Array.from(row, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".",
    ).join("")
    lines.push(`${at.toString(16).padStart(4, "0")}  ${pairs}  ${ascii}`)
  }
  return lines.join("\n")
}

/** Null when the bytes are no UTF-8. A character that was cut off at the end is left out. */
function decode(bytes: Uint8Array, cut: boolean): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: cut })
  } catch {
    return null
  }
}

const FIRST_CONTROL_PICTURE = 0x2400

/** They turn about what stands beside them, and are not seen themselves. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

function isControl(character: string): boolean {
  const code = character.charCodeAt(0)
  return code < 0x20 || code === 0x7f || DIRECTIONS.test(character)
}

/** A control character that does not lay text out. */
function isHidden(character: string): boolean {
  return isControl(character) && !/[\t\n\r]/.test(character)
}

/** Control characters as their pictures or escapes, besides those that lay text out. */
function showControls(text: string): string {
  return Array.from(text)
    .map((character) => {
      if (!isControl(character) || character === "\n" || character === "\t") return character
      const code = character.charCodeAt(0)
      if (DIRECTIONS.test(character)) return `\\u${code.toString(16).padStart(4, "0")}`
      return code === 0x7f ? "␡" : String.fromCharCode(FIRST_CONTROL_PICTURE + code)
    })
    .join("")
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, hexByte).join("")
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, "0")
}

/** What a MessagePack value says, laid out as JSON; null when the bytes are not just one such value. */
export function layOutMessagePack(bytes: Uint8Array): string | null {
  try {
    const value: unknown = decodeMessagePack(bytes, { useBigInt64: true })
    return JSON.stringify(value, (_key, part: unknown) => plain(part), 2) ?? null
  } catch {
    return null
  }
}

/** What JSON has no form for: whole numbers beyond 2^53, bytes, extensions. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`
  }
  if (value instanceof Uint8Array) return `0x${hex(value)}`
  if (value instanceof ExtData) {
    const data: unknown = value.data
    return { extension: value.type, data: data instanceof Uint8Array ? `0x${hex(data)}` : null }
  }
  return value
}
