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
