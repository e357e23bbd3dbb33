/** What a peer can do wrong, by name. The connection ends with any of them. */
export type FaultCode =
  /** it does not speak ZMTP */
  | "not-zmtp"
  /** it speaks a version before 3 (RFC 13, RFC 15) */
  | "old-zmtp"
  /** it wants another mechanism than NULL */
  | "mechanism"
  /** its socket type cannot talk to ours (RFC 28) */
  | "socket-type"
  /** its READY is missing, or longer than the bound */
  | "handshake"
  /** bytes that RFC 37 does not allow */
  | "malformed"
  /** a frame longer than the bound */
  | "frame-too-large"
  /** a message of more bytes or frames than the bound */
  | "message-too-large"

/** A condition, not an exception: nothing here throws. `detail` completes "it was cut: ...". */
export interface Fault {
  readonly code: FaultCode
  readonly detail: string
}

export function fault(code: FaultCode, detail: string): Fault {
  return { code, detail }
}
