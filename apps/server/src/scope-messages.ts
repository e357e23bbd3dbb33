import { type Hello, PROTOCOL_VERSION } from "@zmqscope/protocol"
import type { Link } from "./link.js"
import { noticeIn } from "./notices.js"
import type { PeerDirectory } from "./peer-directory.js"
import type { RunModel } from "./run-model.js"
import { SIMULATED_LIMITS } from "./simulator-link.js"
import { messageFrame, type StreamFrame } from "./stream-frame.js"

/** What viewers are told of a scope. */
export interface ScopeView {
  readonly version: string
  readonly runs: RunModel
  readonly peers: PeerDirectory
  readonly link: Pick<Link, "silentMs">
}

/** What a viewer gets first: who is there, and what was to be known before it came. */
export function greeting(view: ScopeView): StreamFrame[] {
  const hello = makeHello(view)
  const notices = view.runs.notices.kept.map((kept) => {
    const notice = noticeIn(kept, hello.epochUnixUs)
    return messageFrame({ type: "notice", notice })
  })
  return [messageFrame(hello), ...notices]
}

export function makeHello({ runs, version }: ScopeView): Hello {
  const { current: run, settings } = runs
  const fold = run?.fold
  const {
    epochUnixUs = 0,
    frontend = "",
    backend = "",
    engine = "zmtp",
    notifies = true,
    capabilities = [],
  } = runs.hello ?? {}
  return {
    type: "hello",
    protocol: PROTOCOL_VERSION,
    version,
    run: run?.hello.run ?? null,
    epochUnixUs: fold?.epochUnixUs ?? epochUnixUs,
    frontend,
    backend,
    engine,
    notifies,
    capabilities,
    settings,
    limits: SIMULATED_LIMITS,
    sequence: run?.sequence ?? 0,
    seriesBase: fold?.seriesBase ?? 0,
    clients: [...(fold?.clients.values() ?? [])].map(({ identity }) => identity),
    workers: [...(fold?.workers.values() ?? [])].map(({ identity }) => identity),
  }
}
