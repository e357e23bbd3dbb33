import { Reply } from "zeromq"
import { serveCalls } from "../child-process.js"

/** REP workers that echo. */
export type WorkersCalls = {
  start: { params: { endpoint: string; count: number }; result: null }
  stop: { params: null; result: null }
}

let sockets: Reply[] = []

serveCalls<WorkersCalls>({
  start: ({ endpoint, count }) => {
    sockets = Array.from({ length: count }, () => new Reply({ linger: 0 }))
    for (const socket of sockets) {
      socket.connect(endpoint)
      void echo(socket)
    }
    return null
  },
  stop: () => {
    for (const socket of sockets) socket.close()
    return null
  },
})

/** Until the socket is closed. */
async function echo(socket: Reply): Promise<void> {
  for await (const frames of socket) await socket.send(frames)
}
