import { startPlainProxy } from "@zmqscope/testkit"
import { serveCalls } from "../child-process.js"

/** The plain pump, in a process of its own. */
export type PlainPumpCalls = {
  endpoints: { params: null; result: { frontend: string; backend: string } }
}

const proxy = startPlainProxy()

serveCalls<PlainPumpCalls>({
  endpoints: async () => {
    const { frontend, backend } = await proxy
    return { frontend, backend }
  },
})
