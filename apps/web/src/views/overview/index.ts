export { BrokerSwitch } from "./BrokerSwitch.js"
export { Overview } from "./Overview.js"
export { useBrokers } from "./use-brokers.js"
