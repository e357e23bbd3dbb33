export { ConnectDialog } from "./ConnectDialog.js"
