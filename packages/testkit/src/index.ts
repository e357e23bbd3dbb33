export { type EventuallyOptions, eventually, type NotYet } from "./eventually.js"
export { type Nginx, startNginx } from "./nginx.js"
export { type PlainProxy, startPlainProxy } from "./plain-proxy.js"
export { findPython } from "./python-interpreter.js"
export {
  type PythonExit,
  type PythonFact,
  type PythonPeer,
  type PythonScript,
  spawnPython,
} from "./python-peers.js"
export {
  runZmqscope,
  startZmqscope,
  type Zmqscope,
  type ZmqscopeExit,
  type ZmqscopePorts,
  type ZmqscopeStart,
} from "./start-zmqscope.js"
export { command, frame, greeting, message, property, ready } from "./wire.js"
