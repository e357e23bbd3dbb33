import { encodeCommand } from "./encode.js"
import { type Fault, fault } from "./fault.js"

/** RFC 37: the context that a PING carries and its PONG returns. */
const MAX_PING_CONTEXT_BYTES = 16
const TTL_BYTES = 2
const MAX_ERROR_REASON_BYTES = 255

export type Command =
  | { readonly name: "READY"; readonly properties: Properties }
  | { readonly name: "PING"; readonly ttlDeciseconds: number; readonly context: Buffer }
  | { readonly name: "PONG"; readonly context: Buffer }
  | { readonly name: "ERROR"; readonly reason: string }
  /** SUBSCRIBE and whatever else there is, of no meaning to REQ, REP, DEALER and ROUTER */
  | { readonly name: "OTHER" }

/** Names in lower case: RFC 37 compares them so. */
export type Properties = ReadonlyMap<string, Buffer>

/** Reads a command frame's body, or says what is wrong with it. */
export function readCommand(body: Buffer): Command | Fault {
  const nameEnd = 1 + (body[0] ?? 0)
  if (body.length === 0 || nameEnd > body.length || nameEnd === 1) {
    return fault("malformed", "a command has no name")
  }
  const data = body.subarray(nameEnd)
  switch (body.toString("latin1", 1, nameEnd)) {
    case "READY": {
      const properties = readProperties(data)
      return properties instanceof Map ? { name: "READY", properties } : malformedReady
    }
    case "PING":
      if (data.length < TTL_BYTES) return fault("malformed", "a PING has no TTL")
      return {
        name: "PING",
        ttlDeciseconds: data.readUInt16BE(0),
        context: data.subarray(TTL_BYTES, TTL_BYTES + MAX_PING_CONTEXT_BYTES),
      }
    case "PONG":
      return { name: "PONG", context: data.subarray(0, MAX_PING_CONTEXT_BYTES) }
    case "ERROR":
      return { name: "ERROR", reason: data.toString("utf8", 1, 1 + (data[0] ?? 0)) }
    default:
      return { name: "OTHER" }
  }
}

const malformedReady = fault("malformed", "a property of its READY is cut off")

function readProperties(data: Buffer): Map<string, Buffer> | undefined {
  const properties = new Map<string, Buffer>()
  let at = 0
  while (at < data.length) {
    const nameEnd = at + 1 + (data[at] ?? 0)
    if (nameEnd + 4 > data.length) return undefined
    const valueEnd = nameEnd + 4 + data.readUInt32BE(nameEnd)
    if (valueEnd > data.length) return undefined
    const name = data.toString("latin1", at + 1, nameEnd).toLowerCase()
    properties.set(name, Buffer.from(data.subarray(nameEnd + 4, valueEnd)))
    at = valueEnd
  }
  return properties
}

export function encodeReady(properties: Iterable<readonly [name: string, value: Buffer]>): Buffer {
  const parts = [named("READY")]
  for (const [name, value] of properties) {
    const length = Buffer.allocUnsafe(4)
    length.writeUInt32BE(value.length)
    parts.push(named(name), length, value)
  }
  return encodeCommand(Buffer.concat(parts))
}

/** Without a TTL: what we do about the peer's silence is ours, and it may do as it likes about ours. */
export const PING: Buffer = encodeCommand(Buffer.concat([named("PING"), Buffer.alloc(TTL_BYTES)]))

export function encodePong(context: Buffer): Buffer {
  return encodeCommand(Buffer.concat([named("PONG"), context]))
}

export function encodeError(reason: string): Buffer {
  const text = Buffer.from(reason).subarray(0, MAX_ERROR_REASON_BYTES)
  return encodeCommand(Buffer.concat([named("ERROR"), Buffer.from([text.length]), text]))
}

function named(name: string): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, "latin1")])
}
