export { Clients, Workers } from "./PeerColumn.js"
export { optionsFor } from "./peer-options.js"
