import { defineConfig } from "rolldown"

/**
 * One file: to find, read and compile the hundreds that it is made of takes longer than all else that a
 * start does.
 */
export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  output: { file: "dist/main.js", format: "esm", codeSplitting: false },
})
