import { type KeptFrame, type KeptFrames, peerName } from "@zmqscope/protocol"
import { bytesOf, previewOf } from "./body.js"

export type FrameRole = "routing-id" | "request-id" | "empty" | "body"

export interface AnatomyFrame {
  readonly id: string
  readonly role: FrameRole
  readonly label: string
  readonly purpose: string
  readonly sizeBytes: number
  /** Its first bytes. */
  readonly head: Uint8Array
}

/** The frames of one message at one socket, the first sent first. */
export interface SocketFrames {
  readonly socket: string
  readonly explanation: string
  readonly frames: readonly AnatomyFrame[]
  /** How many more the message has, of which nothing is kept. */
  readonly moreFrames: number
}

const PURPOSES: Readonly<Record<FrameRole, string>> = {
  "routing-id":
    "The routing id: the ROUTER puts it before what a client sends, and by it finds the client again for the reply. REP gives back every frame before the empty one untouched.",
  "request-id": "Put there by the client before the empty frame, and given back as it was.",
  empty: "The empty delimiter: what stands before it is the way back, what follows is the message.",
  body: "The message itself, which the broker never looks into.",
}

/** One message at one socket, and what that is called. */
type Place = readonly [socket: string, explanation: string, message: "request" | "reply"]

/** The DEALER sends what the ROUTER received, and takes what that sends on. */
const SOCKETS: readonly Place[] = [
  ["ROUTER in", "As the ROUTER received it", "request"],
  ["DEALER out", "As the DEALER sent it to the worker", "request"],
  ["DEALER in", "As the DEALER received the reply", "reply"],
  ["ROUTER out", "As the ROUTER sent it to the client", "reply"],
]

/** What somebody else's broker puts around them for its workers is its own affair. */
const PORTS: readonly Place[] = [
  ["front in", "As the client sent it, its routing id put before it", "request"],
  ["front out", "As the client got it, its routing id put before it", "reply"],
]

/** What lay at each socket, or before the ports of a broker that is only watched. */
export function anatomyOf(kept: KeptFrames, isWatched: boolean): readonly SocketFrames[] {
  return (isWatched ? PORTS : SOCKETS).flatMap(([socket, explanation, message]) => {
    const frames = kept[message]
    if (frames === null) return []
    const moreFrames = Math.max(0, (kept[`${message}Frames`] ?? 0) - frames.length)
    return [{ socket, explanation, frames: rolesOf(frames), moreFrames }]
  })
}

function rolesOf(frames: readonly KeptFrame[]): AnatomyFrame[] {
  const delimiter = frames.findIndex(({ sizeBytes }, at) => at > 0 && sizeBytes === 0)
  return frames.map((frame, at) => {
    const role = roleOf(at, delimiter)
    const head = bytesOf(frame.headBase64)
    const { sizeBytes } = frame
    const label = labelOf(role, head, sizeBytes)
    return { id: `${at} ${role}`, role, sizeBytes, head, label, purpose: PURPOSES[role] }
  })
}

function roleOf(at: number, delimiter: number): FrameRole {
  if (at === 0) return "routing-id"
  if (at === delimiter) return "empty"
  return delimiter === -1 || at > delimiter ? "body" : "request-id"
}

function labelOf(role: FrameRole, head: Uint8Array, sizeBytes: number): string {
  if (role === "empty") return "empty"
  const isWhole = head.length === sizeBytes
  // As everywhere on the page.
  if (role === "routing-id" && isWhole) return peerName(head)
  const preview = previewOf(head, sizeBytes)
  return role === "body" ? preview : preview.replace(/^"|"$/g, "")
}
