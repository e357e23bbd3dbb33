export {
  ApiClient,
  type Behaviour,
  type InspectedEnvelope,
  type PastEnvelopes,
  type PeerKind,
  type Removal,
} from "./client.js"
export { ApiError } from "./problem.js"
