export { kneeOf } from "./knee.js"
export { checkLittle, LITTLE_WITHIN } from "./little.js"
export { mmc, utilisation } from "./mmc.js"
export { theoryOf } from "./report.js"
