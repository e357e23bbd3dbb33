export { behaviourKey } from "./behaviours.js"
export { changesBetween, type DealingSettings, needsReconnect } from "./dealing-settings.js"
export { DialogStore, type Question } from "./dialog-store.js"
export { PeerActions, type PeerRef } from "./peer-actions.js"
