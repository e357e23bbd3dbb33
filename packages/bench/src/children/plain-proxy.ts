import { Dealer, Router, Proxy as ZmqProxy } from "zeromq"
import { serveCalls } from "../child-process.js"
import type { PlainCarrierCalls } from "./plain-pump.js"

/** zeromq.js `Proxy`, which is libzmq's zmq_proxy on a thread of its own. */
const frontend = new Router({ linger: 0 })
const backend = new Dealer({ linger: 0 })
// Held by this module for as long as the process lives: one that is collected stops.
const proxy = new ZmqProxy(frontend, backend)
const bound = Promise.all([frontend.bind("tcp://127.0.0.1:*"), backend.bind("tcp://127.0.0.1:*")])

serveCalls<PlainCarrierCalls>({
  endpoints: async () => {
    await bound
    const endpoints = {
      frontend: frontend.lastEndpoint ?? "",
      backend: backend.lastEndpoint ?? "",
    }
    void proxy.run()
    return endpoints
  },
})
