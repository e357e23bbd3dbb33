import type { BrokerPatch, Engine } from "@zmqscope/protocol"
import { startZmqscope } from "@zmqscope/testkit"
import { callApi } from "../api.js"
import { type Child, forkChild } from "../child-process.js"
import type { ViewerCalls } from "../children/viewer.js"
import { childrenNamed } from "../cpu-time.js"
import type { Carrier } from "./carrier.js"

/** The command as people run it, with viewers in a process of their own. */
export interface ZmqscopeCarrier extends Carrier {
  /** Where its stream is. */
  readonly tap: string
  readonly viewers: Child<ViewerCalls>
  /** Changes the broker's settings while it runs. */
  deal(patch: BrokerPatch): Promise<void>
  /** Opens so many viewers of the binary stream more. */
  view(count: number): Promise<void>
}

export async function startZmqscopeCarrier(engine: Engine): Promise<ZmqscopeCarrier> {
  const zmqscope = await startZmqscope({ args: ["--empty", "--engine", engine] })
  const viewers = await forkChild<ViewerCalls>(new URL("../children/viewer.js", import.meta.url))
  const { url, frontend, backend, pid } = zmqscope
  const tap = `${url}/api/tap`
  const named = (name: string) => childrenNamed(pid, name).map((child) => [name, child] as const)
  return {
    tap,
    frontend,
    backend,
    viewers,
    processes: Object.fromEntries([...named("broker"), ["server", pid], ...named("simulator")]),
    deal: (patch) => callApi("PATCH", `${url}/api/broker`, patch),
    view: async (count) => {
      await viewers.call("open", { url: tap, count })
    },
    tapped: async () => (await viewers.call("count", null)).records,
    async [Symbol.asyncDispose]() {
      await viewers[Symbol.asyncDispose]()
      await zmqscope[Symbol.asyncDispose]()
    },
  }
}
