export { BehaviourFields } from "./BehaviourFields.js"
export { NumberField } from "./NumberField.js"
export { SelectField } from "./SelectField.js"
