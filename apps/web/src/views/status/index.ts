export { StatusBadge } from "./StatusBadge.js"
export { useIsOfNow } from "./use-traffic.js"
