import { later } from "../later.js"

export const TheoryPanel = later("theory", () => import("./TheoryPanel.js"), "TheoryPanel")
