export { ClientFields } from "./ClientFields.js"
export { NumberField } from "./NumberField.js"
export { PresetPicker } from "./PresetPicker.js"
export { WorkerFields } from "./WorkerFields.js"
