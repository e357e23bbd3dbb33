export { DEFAULT_CLIENT_BEHAVIOUR, DEFAULT_WORKER_BEHAVIOUR } from "./behaviour.js"
export type {
  ClientCounts,
  EndedMessage,
  EndedWhy,
  RosterClient,
  RosterMessage,
  RosterWorker,
  SimulatedKind,
  SimulatedState,
  SimulatorCalls,
  SimulatorMessage,
} from "./calls.js"
export { Simulator } from "./simulator.js"
