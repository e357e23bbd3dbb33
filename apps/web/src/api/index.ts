export { ApiClient, type InspectedEnvelope, type PeerKind, type Removal } from "./client.js"
export { ApiError } from "./problem.js"
