export type {
  ClientCounts,
  ClientLatency,
  EndedMessage,
  EndedWhy,
  IntendedMessage,
  RosterClient,
  RosterMessage,
  RosterWorker,
  SimulatedKind,
  SimulatedState,
  SimulatorCalls,
  SimulatorMessage,
} from "./calls.js"
export { type ScheduleSettings, schedule } from "./schedule.js"
export { serviceTimeOfRequestMs } from "./service-time.js"
export { Simulator } from "./simulator.js"
