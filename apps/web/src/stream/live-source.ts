import type { BodyFindings, History, NamedEnvelope } from "@zmqscope/protocol"
import type { Source, SourceSink } from "../model/index.js"
import { type ConnectionParts, StreamConnection } from "./connection.js"

/** What of the HTTP API is asked. */
export interface PastApi {
  history(): Promise<History>
  historySince(sinceMs: number): Promise<History>
  recentEnvelopes(): Promise<readonly NamedEnvelope[]>
  searchBodies(text: string, after: number): Promise<BodyFindings>
}

/** The server's stream, and its API for what was before. */
export class LiveSource implements Source {
  readonly connection: StreamConnection
  readonly #api: PastApi
  #sink: SourceSink | undefined

  constructor(parts: ConnectionParts, api: PastApi) {
    this.#api = api
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

  loadHistory(): Promise<History> {
    return this.#api.history()
  }

  loadHistorySince(sinceMs: number): Promise<History> {
    return this.#api.historySince(sinceMs)
  }

  loadEnvelopes(): Promise<readonly NamedEnvelope[]> {
    return this.#api.recentEnvelopes()
  }

  searchBodies(text: string, after: number): Promise<BodyFindings> {
    return this.#api.searchBodies(text, after)
  }

  onGap(missed: number): void {
    this.connection.showGap(missed)
  }
}
