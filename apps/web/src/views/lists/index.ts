export { ListToggle } from "./ListToggle.js"
