export { attentionWords, byAttention } from "./attention.js"
export { BrokerList, type BrokersView } from "./broker-list.js"
