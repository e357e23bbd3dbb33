import { later } from "../later.js"

export const Inspector = later(
  "the envelope",
  async () => (await import("./Inspector.js")).Inspector,
)
