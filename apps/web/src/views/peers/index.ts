export { CLIENT_ROW_REM } from "./ClientRow.js"
export { Clients } from "./Clients.js"
export { WORKER_ROW_REM } from "./WorkerRow.js"
export { Workers } from "./Workers.js"
