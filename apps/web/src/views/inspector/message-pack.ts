import { decode, ExtData } from "@msgpack/msgpack"

/** What a MessagePack value says, laid out as JSON; null when the bytes are not just one such value. */
export function layOutMessagePack(bytes: Uint8Array): string | null {
  try {
    const value: unknown = decode(bytes, { useBigInt64: true })
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

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
