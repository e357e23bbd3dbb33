export { BehaviourFields, FieldList } from "./BehaviourFields.js"
export { FIELDS } from "./fields.js"
export { type FieldRange, NumberField } from "./NumberField.js"
export { SelectField } from "./SelectField.js"
