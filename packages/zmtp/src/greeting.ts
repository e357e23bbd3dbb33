import { type Fault, fault } from "./fault.js"

/** RFC 37: signature, version, mechanism, as-server, filler. */
const GREETING_BYTES = 64
const SIGNATURE_END = 10
const MAJOR_AT = 10
const MINOR_AT = 11
const MECHANISM_AT = 12
const MECHANISM_END = 32
const MAJOR = 3
const MINOR = 1

export interface Version {
  readonly major: number
  readonly minor: number
}

/** Ours: ZMTP 3.1 with mechanism NULL. */
export const GREETING: Buffer = encodeGreeting()

function encodeGreeting(): Buffer {
  const greeting = Buffer.alloc(GREETING_BYTES)
  greeting[0] = 0xff
  greeting[SIGNATURE_END - 1] = 0x7f
  greeting[MAJOR_AT] = MAJOR
  greeting[MINOR_AT] = MINOR
  greeting.write("NULL", MECHANISM_AT, "latin1")
  return greeting
}

/** Collects a peer's greeting, and refuses at the first byte that cannot be of one. */
export class GreetingReader {
  readonly #bytes = Buffer.alloc(GREETING_BYTES)
  #have = 0

  get isWhole(): boolean {
    return this.#have === GREETING_BYTES
  }

  /** Meaningful once it is whole. */
  get version(): Version {
    return { major: this.#bytes[MAJOR_AT] ?? 0, minor: this.#bytes[MINOR_AT] ?? 0 }
  }

  /** Takes what it needs of a chunk; answers with how many bytes, or why they are no greeting. */
  push(chunk: Buffer): number | Fault {
    const taken = chunk.copy(this.#bytes, this.#have)
    this.#have += taken
    return this.#refusal() ?? taken
  }

  #refusal(): Fault | undefined {
    const bytes = this.#bytes
    const first = bytes[0] ?? 0
    if (first !== 0xff) {
      // ZMTP 1.0 begins with an identity frame: its length, and flags of 0.
      const isOldest = this.#have > 1 && first > 0 && first < 0x20 && bytes[1] === 0
      if (isOldest) return fault("old-zmtp", "it speaks ZMTP 1.0")
      return this.#have > 1 ? fault("not-zmtp", `it began with ${inWords(this.#seen)}`) : undefined
    }
    if (this.#have >= SIGNATURE_END && bytes[SIGNATURE_END - 1] !== 0x7f) {
      return fault("not-zmtp", `it began with ${inWords(this.#seen)}`)
    }
    if (this.#have > MAJOR_AT && (bytes[MAJOR_AT] ?? 0) < MAJOR) {
      return fault("old-zmtp", `it speaks ZMTP ${(bytes[MAJOR_AT] ?? 0) === 1 ? "2.0" : "1.0"}`)
    }
    if (!this.isWhole) return undefined
    const mechanism = bytes.toString("latin1", MECHANISM_AT, MECHANISM_END).replace(/\0+$/, "")
    return mechanism === "NULL" ? undefined : fault("mechanism", `it wants ${quoted(mechanism)}`)
  }

  get #seen(): Buffer {
    return this.#bytes.subarray(0, Math.min(this.#have, 16))
  }
}

/** The first bytes of something unknown: as text when they are, in hexadecimal otherwise. */
function inWords(bytes: Buffer): string {
  const text = bytes.toString("latin1")
  return /^[\x20-\x7e\r\n]+$/.test(text) ? quoted(text.trim()) : `0x${bytes.toString("hex")}`
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[^\x20-\x7e]/g, "?")}"`
}
