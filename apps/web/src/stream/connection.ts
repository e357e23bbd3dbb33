import { isCurrent, type SourceSink, type StreamState } from "@zmqscope/model"
import {
  assertUnreachable,
  decodeBatch,
  type Telling,
  type ViewerMessage,
} from "@zmqscope/protocol"
import { streamDecoder } from "@zmqscope/protocol/schemas"
import { backOffMs } from "./back-off.js"
import type { Clock } from "./clock.js"
import type { OpenSocket, StreamSocket } from "./socket.js"

/** Snapshots come ten times a second: so long without anything and what is shown is old. */
export const STALE_AFTER_MS = 1500
/** So long without anything and the connection is taken for dead. */
export const DEAD_AFTER_MS = 10_000
/** How long a gap stays on the badge. */
export const GAP_SHOWN_MS = 5000

export interface ConnectionParts {
  readonly open: OpenSocket
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
}

/**
 * Keeps the stream open: connects, watches for silence, comes back with back-off. It holds no data
 * but its own state; messages and batches pass through, decoded.
 */
export class StreamConnection {
  readonly #parts: ConnectionParts
  #sink: SourceSink | undefined
  #state: StreamState = { phase: "connecting" }
  #socket: StreamSocket | undefined
  #decode = streamDecoder()
  #attempt = 0
  #heardAtMs = 0
  #shown: readonly Telling[] = ["clients", "workers"]
  #cancelWatch = () => {}
  #cancelGap = () => {}
  #cancelRetry = () => {}

  constructor(parts: ConnectionParts) {
    this.#parts = parts
  }

  get state(): StreamState {
    return this.#state
  }

  start(sink: SourceSink): void {
    this.#sink = sink
    this.#connect()
  }

  stop(): void {
    this.#disconnect()
    this.#cancelRetry()
  }

  /** While it waits to reconnect: does so at once. Otherwise nothing. */
  retryNow(): void {
    if (this.#state.phase !== "reconnecting") return
    this.#cancelRetry()
    this.#connect()
  }

  /** Of lists that are not shown the server need not tell. */
  show(shown: readonly Telling[]): void {
    this.#shown = shown
    this.#sayShown()
  }

  /** Says for a while that records were missed, unless it has worse to say. */
  showGap(missed: number): void {
    if (!isCurrent(this.#state)) return
    const before = this.#state.phase === "gap" ? this.#state.missed : 0
    this.#setState({ phase: "gap", missed: before + missed })
    this.#cancelGap()
    this.#cancelGap = this.#parts.clock.after(GAP_SHOWN_MS, () => {
      if (this.#state.phase === "gap") this.#setState({ phase: "live" })
    })
  }

  #connect(): void {
    this.#setState({ phase: "connecting" })
    this.#heardAtMs = this.#parts.clock.now()
    this.#decode = streamDecoder()
    this.#socket = this.#parts.open({
      onText: (text) => this.#takeText(text),
      onBinary: (bytes) => this.#takeBinary(bytes),
      onClose: (reason) => this.#retryLater(reason),
    })
    this.#watch()
  }

  #disconnect(): void {
    this.#cancelWatch()
    this.#cancelGap()
    this.#socket?.close()
    this.#socket = undefined
  }

  #retryLater(reason: string): void {
    this.#disconnect()
    this.#attempt += 1
    const delayMs = backOffMs(this.#attempt, this.#parts.random())
    const retryAtMs = this.#parts.clock.now() + delayMs
    this.#setState({ phase: "reconnecting", attempt: this.#attempt, retryAtMs, reason })
    this.#cancelRetry = this.#parts.clock.after(delayMs, () => this.#connect())
  }

  #takeText(text: string): void {
    const message = this.#decode(text)
    if (!message.ok) {
      this.#sink?.countRefused()
      return
    }
    this.#heard()
    if (message.value.type === "hello") {
      this.#attempt = 0
      this.#sayShown()
      if (this.#state.phase === "connecting") this.#setState({ phase: "live" })
    }
    this.#sink?.acceptMessage(message.value)
  }

  #sayShown(): void {
    const message: ViewerMessage = { type: "show", show: [...this.#shown] }
    this.#socket?.send(JSON.stringify(message))
  }

  #takeBinary(bytes: Uint8Array): void {
    const batch = decodeBatch(bytes)
    if (!batch.ok) {
      this.#sink?.countRefused()
      return
    }
    this.#heard()
    this.#sink?.acceptBatch(batch.value)
  }

  #heard(): void {
    this.#heardAtMs = this.#parts.clock.now()
    if (this.#state.phase === "stale") this.#setState({ phase: "live" })
  }

  /** Looks again when the silence could next have become stale or dead. */
  #watch(): void {
    const silentMs = this.#parts.clock.now() - this.#heardAtMs
    if (silentMs >= DEAD_AFTER_MS) {
      this.#retryLater("The server has said nothing for 10 s.")
      return
    }
    if (silentMs >= STALE_AFTER_MS) this.#becomeStale()
    const limitMs = silentMs < STALE_AFTER_MS ? STALE_AFTER_MS : DEAD_AFTER_MS
    this.#cancelWatch = this.#parts.clock.after(limitMs - silentMs, () => this.#watch())
  }

  #becomeStale(): void {
    switch (this.#state.phase) {
      case "live":
      case "gap":
        this.#setState({ phase: "stale", sinceMs: this.#heardAtMs })
        return
      case "connecting":
      case "stale":
      case "reconnecting":
        return
      default:
        assertUnreachable(this.#state)
    }
  }

  #setState(state: StreamState): void {
    this.#state = state
    this.#sink?.setStream(state)
  }
}
