export type { BrokerCalls, BrokerFailure } from "./calls.js"
export { type BrokerOptions, DEFAULT_SETTINGS } from "./options.js"
