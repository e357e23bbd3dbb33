export {
  ApiClient,
  type InspectedEnvelope,
  type PastEnvelopes,
  type PeerKind,
  type Removal,
  type Stage,
} from "./client.js"
export { ApiError } from "./problem.js"
