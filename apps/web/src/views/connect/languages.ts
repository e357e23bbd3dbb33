import type { PeerKind } from "../../api/index.js"

export interface Language {
  readonly id: string
  readonly name: string
  readonly needs: string
  readonly workerNaming: string
}

const BY_METADATA = "X-Name is an application property of the handshake (ZMQ_METADATA, option 95)."

export const LANGUAGES: readonly [Language, ...Language[]] = [
  { id: "python", name: "Python", needs: "pip install pyzmq", workerNaming: BY_METADATA },
  {
    id: "node",
    name: "Node",
    needs: "npm install zeromq; node peer.mjs",
    workerNaming: BY_METADATA,
  },
  {
    id: "go",
    name: "Go",
    needs: "go get github.com/go-zeromq/zmq4",
    workerNaming:
      "This library sets no X-Name, so the worker is named by its socket type and its port.",
  },
  {
    id: "c",
    name: "C",
    needs: "libzmq and its header; cc peer.c -lzmq",
    workerNaming: BY_METADATA,
  },
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
