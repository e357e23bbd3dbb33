export { FilterField } from "./FilterField.js"
