import { startZmqscope } from "@zmqscope/testkit"
import { childrenNamed } from "../cpu-time.js"
import type { Carrier } from "./carrier.js"

/** zmqscope, attached to another carrier, whose processes count for it, too. Leaves that one running. */
export async function startAttachedCarrier(target: Carrier): Promise<Carrier> {
  const args = ["attach", "--frontend", target.frontend, "--backend", target.backend]
  const zmqscope = await startZmqscope({ args })
  const { frontend, backend, pid } = zmqscope
  const relays = childrenNamed(pid, "broker").map((child) => ["relays", child] as const)
  return {
    frontend,
    backend,
    processes: { ...target.processes, ...Object.fromEntries(relays), server: pid },
    [Symbol.asyncDispose]: () => zmqscope[Symbol.asyncDispose](),
  }
}
