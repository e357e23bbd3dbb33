export { Broker } from "./broker.js"
export type { BrokerCalls, BrokerFailure } from "./calls.js"
export {
  type BrokerLimits,
  type BrokerOptions,
  DEFAULT_LIMITS,
  DEFAULT_SETTINGS,
} from "./options.js"
