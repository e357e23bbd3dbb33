export { DialogStore, type Question } from "./dialog-store.js"
export { PeerActions, type PeerRef } from "./peer-actions.js"
