import { later } from "../later.js"

export const TheoryPanel = later(
  "theory",
  async () => (await import("./TheoryPanel.js")).TheoryPanel,
)
