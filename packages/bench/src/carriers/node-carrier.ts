import { forkChild } from "../child-process.js"
import type { PlainCarrierCalls } from "../children/plain-pump.js"
import type { Carrier } from "./carrier.js"

/** What zeromq.js has: two loops over its sockets, or its `Proxy`. */
export async function startNodeCarrier(kind: "plain-pump" | "plain-proxy"): Promise<Carrier> {
  const child = await forkChild<PlainCarrierCalls>(
    new URL(`../children/${kind}.js`, import.meta.url),
  )
  const { frontend, backend } = await child.call("endpoints", null)
  return {
    frontend,
    backend,
    processes: { carrier: child.pid },
    async [Symbol.asyncDispose]() {
      // zeromq.js waits at exit for its context, which a Proxy that runs never gives back.
      child.process.kill("SIGKILL")
      await child[Symbol.asyncDispose]()
    },
  }
}
