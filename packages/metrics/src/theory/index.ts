export { erlangB, erlangC } from "./erlang.js"
export { checkLittle, type LittleCheck } from "./little.js"
export { type Mmc, mmc, type OfferedLoad, utilisation } from "./mmc.js"
export { theoryOf } from "./report.js"
