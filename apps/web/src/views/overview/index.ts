export { BrokerSwitch } from "./BrokerSwitch.js"
export { useBrokers } from "./use-brokers.js"
