import type { Past, Source, SourceSink } from "@zmqscope/model"
import { type ConnectionParts, StreamConnection } from "./connection.js"

/** The server's stream, and its API for what was before. */
export class LiveSource implements Source {
  readonly connection: StreamConnection
  readonly past: Past
  #sink: SourceSink | undefined

  constructor(parts: ConnectionParts, past: Past) {
    this.past = past
    this.connection = new StreamConnection(parts, {
      onState: (state) => this.#sink?.setStream(state),
      onMessage: (message) => this.#sink?.acceptMessage(message),
      onBatch: (batch) => this.#sink?.acceptBatch(batch),
      onRefused: () => this.#sink?.countRefused(),
    })
  }

  start(sink: SourceSink): void {
    this.#sink = sink
    this.connection.start()
  }

  onGap(missed: number): void {
    this.connection.showGap(missed)
  }
}
