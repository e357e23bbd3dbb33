export {
  ApiClient,
  type Behaviour,
  type PeerKind,
  type Removal,
  type Stage,
} from "./client.js"
export { ApiError, isProblem } from "./problem.js"
