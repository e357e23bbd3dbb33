import type { PeerKind } from "../../api/index.js"

export interface Language {
  readonly id: string
  readonly name: string
  readonly needs: string
  readonly workerNaming: string
}

const BY_METADATA = "X-Name is an application property of the handshake (ZMQ_METADATA, option 95)."

const BY_PORT =
  "This library sets no X-Name, so the worker is named by its socket type and its port."

function language(id: string, name: string, needs: string, workerNaming = BY_METADATA): Language {
  return { id, name, needs, workerNaming }
}

export const LANGUAGES: readonly [Language, ...Language[]] = [
  language("python", "Python", "pip install pyzmq"),
  language("node", "Node", "npm install zeromq; node peer.mjs"),
  language("go", "Go", "go get github.com/go-zeromq/zmq4", BY_PORT),
  language("c", "C", "libzmq and its header; cc peer.c -lzmq"),
]

/** Whole programs, no longer than they must be: each runs as it stands, with a broker on the usual ports. */
const PROGRAMS = Object.entries(
  import.meta.glob<string>("./programs/*", { query: "?raw", import: "default", eager: true }),
)

/** A client or a worker that connects to an endpoint. */
export function programOf({ id }: Language, kind: PeerKind, endpoint: string): string {
  const [, text = ""] =
    PROGRAMS.find(([path]) => path.startsWith(`./programs/${id}-${kind}.`)) ?? []
  return text.replace(/tcp:[^"]+/, endpoint)
}
