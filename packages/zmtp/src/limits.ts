/** What a peer may send. Past a bound it is refused, by name. */
export interface ZmtpLimits {
  /** Body of one frame, bytes. */
  readonly frameBytes: number
  /** All frames of one message with their headers, bytes. */
  readonly messageBytes: number
  readonly framesPerMessage: number
}

/** READY, PING and whatever else: RFC 37 needs some hundred bytes; libzmq's metadata may be longer. */
export const MAX_COMMAND_BYTES = 8192

/** ZMTP allows any length; ZeroMQ's routing ids have at most this many. */
export const MAX_ROUTING_ID_BYTES = 255
