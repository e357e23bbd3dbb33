import { later } from "../later.js"

export const FairnessPanel = later(
  "fairness",
  async () => (await import("./FairnessPanel.js")).FairnessPanel,
)
