import { startPlainProxy } from "@zmqscope/testkit"
import { serveCalls } from "../child-process.js"

/** What carries messages in a process of its own, and tells nothing. */
export type PlainCarrierCalls = {
  endpoints: { params: null; result: { frontend: string; backend: string } }
}

/** The plain pump: two loops over zeromq.js. */
const proxy = startPlainProxy()

serveCalls<PlainCarrierCalls>({
  endpoints: async () => {
    const { frontend, backend } = await proxy
    return { frontend, backend }
  },
})
