import { later } from "../later.js"

export const FairnessPanel = later("fairness", () => import("./FairnessPanel.js"), "FairnessPanel")
