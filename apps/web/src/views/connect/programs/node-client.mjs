import { setTimeout } from "node:timers/promises"
import { Request } from "zeromq"

const socket = new Request({ routingId: "node-client" })
socket.connect("tcp://127.0.0.1:5559")
while (true) {
  await socket.send("Hello")
  const [reply] = await socket.receive()
  console.log(reply.toString())
  await setTimeout(100)
}
