export { DialogStore, type OpenDialog, type Progress, type Question } from "./dialog-store.js"
export { PeerActions, type PeerRef, type Toaster } from "./peer-actions.js"
