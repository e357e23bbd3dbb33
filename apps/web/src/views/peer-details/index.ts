export { PeerDetailsDialog } from "./PeerDetailsDialog.js"
