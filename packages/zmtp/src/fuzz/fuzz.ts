import { Connection } from "../connection.js"
import type { Fault } from "../fault.js"
import type { ZmtpLimits } from "../limits.js"
import { HEAD_BYTES, Watcher } from "../watcher.js"
import { below, randomOf } from "./random.js"
import { drawStream } from "./streams.js"

/** Small, so that what passes a bound is drawn often. */
const LIMITS: ZmtpLimits = { frameBytes: 1500, messageBytes: 3000, framesPerMessage: 12 }

export interface FuzzFigures {
  inputs: number
  bytes: number
  messages: number
  slowestInputMs: number
  /** Inputs by the fault that ended them, `none` for those that nothing was wrong with. */
  readonly faults: Map<string, number>
}

/** What one decoder gave of an input. */
interface Outcome {
  /** Each message by its frames' lengths and a sum of its bytes, each PONG by its length. */
  readonly said: string[]
  /** Of each message the head of its first frame, as a watcher tells it; hexadecimal. */
  readonly heads: string[]
  fault: Fault | undefined
}

/**
 * Draws inputs and gives each to three decoders: to one whole, to one in pieces and held now and then,
 * and to one that only watches, in pieces that are written over afterwards. Throws when one throws, when
 * they do not agree, or when more is held than was sent; the error has the input.
 * @param onInput is called after each input
 */
export function fuzz(
  inputs: number,
  seed: number,
  onInput: (figures: FuzzFigures) => void,
): FuzzFigures {
  const random = randomOf(seed)
  const figures: FuzzFigures = {
    inputs: 0,
    bytes: 0,
    messages: 0,
    slowestInputMs: 0,
    faults: new Map(),
  }
  while (figures.inputs < inputs) {
    const stream = drawStream(random)
    const startedAt = performance.now()
    let outcome: Outcome
    try {
      outcome = check(stream, random)
    } catch (error) {
      const where = `input ${figures.inputs} of seed ${seed}, ${stream.toString("hex")}`
      throw new Error(where, { cause: error })
    }
    figures.inputs += 1
    figures.bytes += stream.length
    figures.messages += outcome.heads.length
    figures.slowestInputMs = Math.max(figures.slowestInputMs, performance.now() - startedAt)
    const name = outcome.fault?.code ?? "none"
    figures.faults.set(name, (figures.faults.get(name) ?? 0) + 1)
    onInput(figures)
  }
  return figures
}

function check(stream: Buffer, random: () => number): Outcome {
  const whole = speak([stream], () => false)
  const pieces = cut(stream, random)
  const inPieces = speak(pieces, () => random() < 0.2)
  requireSame("in pieces", inPieces.said.join(), whole.said.join())
  requireSame("fault in pieces", inPieces.fault?.code, whole.fault?.code)
  const watched = watch(cut(stream, random))
  // Who only watches does not judge what is said in commands, and sees what comes behind one.
  if (whole.fault === undefined) requireSame("fault seen", watched.fault?.code, undefined)
  const seen = watched.heads.slice(0, whole.heads.length)
  requireSame("heads seen", seen.join(), whole.heads.join())
  return whole
}

function requireSame(what: string, value: string | undefined, expected: string | undefined): void {
  if (value !== expected) throw new Error(`${what}: ${value} is not ${expected}`)
}

function speak(pieces: readonly Buffer[], isHeld: () => boolean): Outcome {
  const outcome: Outcome = { said: [], heads: [], fault: undefined }
  let held = false
  const connection: Connection = new Connection(
    { socketType: "ROUTER", limits: LIMITS },
    { write: (bytes) => outcome.said.push(`${bytes.length}`), unsentBytes: 0 },
    {
      ready: ({ routingId }) => outcome.said.push(routingId.toString("hex")),
      message: ({ frames }) => {
        outcome.said.push(frames.map((frame) => `${frame.length}:${sumOf(frame)}`).join("|"))
        outcome.heads.push(headOf(frames[0]))
        held = isHeld()
        if (held) connection.hold()
      },
    },
  )
  let sentBytes = 0
  for (const piece of pieces) {
    sentBytes += piece.length
    outcome.fault = connection.push(piece)
    while (held && outcome.fault === undefined) {
      held = false
      outcome.fault = connection.resume()
    }
    if (connection.heldBytes > Math.min(sentBytes, LIMITS.messageBytes)) {
      throw new Error(`${connection.heldBytes} bytes are held`)
    }
  }
  return outcome
}

function watch(pieces: readonly Buffer[]): Outcome {
  const outcome: Outcome = { said: [], heads: [], fault: undefined }
  const watcher = new Watcher(LIMITS, {
    ready: () => {},
    pinged: () => {},
    messageStarted: (head) => outcome.heads.push(headOf(head)),
  })
  for (const piece of pieces) {
    const own = Buffer.from(piece)
    outcome.fault = watcher.push(own)
    own.fill(0xee)
  }
  return outcome
}

function headOf(frame: Buffer | undefined): string {
  return frame === undefined || frame.length < HEAD_BYTES
    ? ""
    : frame.toString("hex", 0, HEAD_BYTES)
}

function sumOf(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) sum = (sum * 31 + byte) | 0
  return sum
}

function cut(bytes: Buffer, random: () => number): Buffer[] {
  const pieces: Buffer[] = []
  const longest = random() < 0.3 ? 3 : 400
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + below(longest, random)
    pieces.push(bytes.subarray(at, end))
    at = end
  }
  return pieces
}
