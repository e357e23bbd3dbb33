import { later } from "../later.js"

export const Inspector = later("the envelope", () => import("./Inspector.js"), "Inspector")
