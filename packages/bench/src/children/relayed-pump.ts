import { mkdtempSync, rmSync } from "node:fs"
import { connect, createServer, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPlainProxy } from "@zmqscope/testkit"
import { serveCalls } from "../child-process.js"
import type { PlainPumpCalls } from "./plain-pump.js"

/**
 * The plain pump, its workers joined to the DEALER as zmqscope's are, by a connection each that passes
 * bytes on and looks at none: what legs cost whatever is read from them.
 */
const directory = mkdtempSync(join(tmpdir(), "zmqscope-bench-"))
const path = join(directory, "dealer")
const proxy = await startPlainProxy(`ipc://${path}`)
process.on("exit", () => rmSync(directory, { recursive: true, force: true }))

const server = createServer((connection) => {
  const toDealer = connect(path)
  relay(connection, toDealer)
  relay(toDealer, connection)
}).listen(0, "127.0.0.1")

serveCalls<PlainPumpCalls>({
  endpoints: async () => {
    const address = server.address()
    if (address === null || typeof address === "string") throw new Error("no port to connect to")
    return { frontend: proxy.frontend, backend: `tcp://127.0.0.1:${address.port}` }
  },
})

function relay(from: Socket, to: Socket): void {
  from.pipe(to)
  // Peers that are stopped reset their connections.
  from.on("error", () => to.destroy())
}
