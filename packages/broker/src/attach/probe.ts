import { connect } from "node:net"
import { type Fault, Follower, GREETING } from "@zmqscope/zmtp"
import type { Address } from "../options.js"

const PROBE_MS = 3_000

export type Found =
  /** It speaks ZMTP; empty where its mechanism keeps its socket type to itself. */
  | { readonly kind: "socket"; readonly socketType: string }
  | { readonly kind: "silent"; readonly reason: string }
  /** The system takes the connection, and nobody says anything on it. */
  | { readonly kind: "mute" }
  | { readonly kind: "fault"; readonly fault: Fault }

/**
 * Signature and version of RFC 37: at these a peer says which mechanism it speaks. libzmq hangs up on
 * another than its own, and may do so before it has said which, when it hears all at once.
 */
const BEGINNING_BYTES = 12
/** After so long the rest follows all the same, for who waits for it, and for the mark that it bears. */
const REST_MS = 500

/** Where RFC 37 has filler that nobody reads. */
const FILLER_AT = 33

/**
 * Asks who answers at an address: greets, and reads the READY. It announces nothing itself, so that no
 * socket there has a peer for it. Its greeting bears `mark`, of 31 bytes at most.
 */
export function probe(address: Address, mark: Buffer): Promise<Found> {
  const greeting = Buffer.from(GREETING)
  mark.copy(greeting, FILLER_AT)
  return new Promise((resolve) => {
    const socket = connect(address)
    let heardBytes = 0
    let isWhole = false
    let rest: NodeJS.Timeout | undefined
    const timer = setTimeout(() => {
      const isTaken = socket.readyState !== "opening"
      end(isTaken ? { kind: "mute" } : { kind: "silent", reason: "it does not answer" })
    }, PROBE_MS)
    const greetWhole = (): void => {
      clearTimeout(rest)
      if (!isWhole) socket.write(greeting.subarray(BEGINNING_BYTES))
      isWhole = true
    }
    const end = (found: Found): void => {
      clearTimeout(timer)
      clearTimeout(rest)
      socket.destroy()
      resolve(found)
    }
    const ignore = () => {}
    const follower = new Follower({
      ready: ({ properties }) => {
        end({ kind: "socket", socketType: properties.get("socket-type")?.toString("latin1") ?? "" })
      },
      frame: ignore,
      piece: ignore,
      messageEnded: ignore,
    })
    socket.on("connect", () => {
      socket.write(greeting.subarray(0, BEGINNING_BYTES))
      rest = setTimeout(greetWhole, REST_MS)
    })
    socket.on("data", (chunk: Buffer) => {
      const fault = follower.push(chunk)
      heardBytes += chunk.length
      if (fault !== undefined) end(foundIn(fault))
      else if (heardBytes >= GREETING.length) greetWhole()
    })
    socket.on("error", (error) => end({ kind: "silent", reason: error.message }))
    socket.on("close", () => end({ kind: "silent", reason: "it closed the connection" }))
  })
}

/** Of another mechanism, or older, it is a broker all the same: its connections pass as bytes. */
function foundIn(fault: Fault): Found {
  const isZmtp = fault.code === "mechanism" || fault.code === "old-zmtp"
  return isZmtp ? { kind: "socket", socketType: "" } : { kind: "fault", fault }
}
