/**
 * The bytes of a ZMTP 3 connection with mechanism NULL, one direction (RFC 23, RFC 37), written apart
 * from `packages/zmtp` so that tests hold the one against the other.
 */
const FLAG_MORE = 1
const FLAG_LONG = 2
const FLAG_COMMAND = 4

export function greeting({ version = 3, minor = 1, mechanism = "NULL" } = {}): Buffer {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt8(0xff, 0)
  bytes.writeUInt8(0x7f, 9)
  bytes.writeUInt8(version, 10)
  bytes.writeUInt8(minor, 11)
  bytes.write(mechanism, 12, 20, "latin1")
  return bytes
}

export function ready(properties: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(properties).map(([key, value]) => property(key, value))
  return command("READY", Buffer.concat(parts))
}

export function property(key: string, value: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(value))
  return Buffer.concat([shortString(key), length, Buffer.from(value)])
}

export function command(name: string, body: Uint8Array = Buffer.alloc(0)): Buffer {
  return frame(FLAG_COMMAND, Buffer.concat([shortString(name), body]))
}

/** One message; `long` gives every frame the 8-byte length that only large ones need. */
export function message(frames: readonly Uint8Array[], { long = false } = {}): Buffer {
  return Buffer.concat(
    frames.map((body, index) => frame(index < frames.length - 1 ? FLAG_MORE : 0, body, long)),
  )
}

export function frame(flags: number, body: Uint8Array, long = false): Buffer {
  if (!long && body.length <= 255) return Buffer.concat([Buffer.from([flags, body.length]), body])
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(body.length))
  return Buffer.concat([Buffer.from([flags | FLAG_LONG]), length, body])
}

function shortString(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "latin1")])
}
