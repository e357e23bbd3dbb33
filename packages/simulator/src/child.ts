import { answerCall } from "@zmqscope/protocol"
import { Simulator } from "./simulator.js"

/** The simulator's process: forked by the server, governed over IPC, gone with its parent. */

if (process.send === undefined) {
  console.error("This is the server's child process: start zmqscope itself, with `npm start`.")
  process.exit(2)
}

/** A message that finds the channel closed has no reader any more; "disconnect" ends the process. */
function send(message: object): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}

const simulator = new Simulator(send)

process.on("message", (message) => void answerCall(simulator.handlers, message, send))
process.on("disconnect", () => process.exit(0))
// What a terminal sends to all at once (Ctrl+C, hanging up) is the server's to act on: it ends its
// children in order.
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {})
