export { Broker } from "./broker.js"
export type { BrokerCalls, BrokerFailure } from "./calls.js"
export {
  type Address,
  type BrokerLimits,
  type BrokerOptions,
  DEFAULT_LIMITS,
  DEFAULT_SETTINGS,
  type Target,
  type TargetAddress,
} from "./options.js"
