export {
  ApiClient,
  type Behaviour,
  type InspectedEnvelope,
  type PastEnvelopes,
  type PeerKind,
  type Removal,
  type Stage,
} from "./client.js"
export { ApiError, isProblem } from "./problem.js"
