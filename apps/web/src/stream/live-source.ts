import type { Past, Source } from "@zmqscope/model"
import type { StreamConnection } from "./connection.js"

/** The server's stream, and its API for what was before. */
export function liveSource(connection: StreamConnection, past: Past): Source {
  return {
    past,
    start: (sink) => connection.start(sink),
    onGap: (missed) => connection.showGap(missed),
  }
}
