import { type Hello, PROTOCOL_VERSION } from "@zmqscope/protocol"
import { noticeIn } from "./notices.js"
import type { Scope } from "./scope.js"
import { SIMULATED_LIMITS } from "./simulator-link.js"
import { messageFrame, type StreamFrame } from "./stream-frame.js"

/** What a viewer gets first: who is there, and what was to be known before it came. */
export function greeting(scope: Scope): StreamFrame[] {
  const hello = makeHello(scope)
  const notices = scope.notices.kept.map((kept) => {
    const notice = noticeIn(kept, hello.epochUnixUs)
    return messageFrame({ type: "notice", notice })
  })
  return [messageFrame(hello), ...notices]
}

export function makeHello({ run, brokerHello, settings, version }: Scope): Hello {
  const fold = run?.fold
  const {
    epochUnixUs = 0,
    frontend = "",
    backend = "",
    engine = "zmtp",
    notifies = true,
    capabilities = [],
  } = brokerHello ?? {}
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
