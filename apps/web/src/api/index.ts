export { ApiClient, type Behaviour, type PeerKind, type Removal } from "./client.js"
export { ApiError } from "./problem.js"
