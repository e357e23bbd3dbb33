export { encodePong, type Properties } from "./commands.js"
export {
  type ByteSink,
  Connection,
  type ConnectionEvents,
  type ConnectionOptions,
  type Peer,
} from "./connection.js"
export { encodeFrames, encodeMoreFrame } from "./encode.js"
export type { Fault, FaultCode } from "./fault.js"
export { type Announced, Follower, type FollowerEvents } from "./follower.js"
export { GREETING, type Version } from "./greeting.js"
export { Interceptor, type InterceptorEvents } from "./interceptor.js"
export { MAX_ROUTING_ID_BYTES, type ZmtpLimits } from "./limits.js"
export { FrameCursor, Message } from "./message.js"
export { type Outbox, Outboxes } from "./outbox.js"
export { type OnRead, readsInto } from "./reads.js"
export { ReadyGate } from "./ready-gate.js"
export { canTalk } from "./socket-types.js"
export { Watcher, type WatcherEvents } from "./watcher.js"
