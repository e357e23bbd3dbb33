import { Reply } from "zeromq"

const socket = new Reply()
socket.setStringOption(95, "X-Name:node-worker") // ZMQ_METADATA
socket.connect("tcp://127.0.0.1:5560")
for await (const [request] of socket) {
  console.log(request.toString())
  await socket.send("World")
}
