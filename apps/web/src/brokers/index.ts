export { attentionWords, byAttention } from "./attention.js"
export { type BrokerList, brokerList } from "./broker-list.js"
