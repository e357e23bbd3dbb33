import { expect, it } from "vitest"
import { nodeVersionFault } from "./node-version.js"

it.each(["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.0", "v100.1.0"])("runs on %s", (version) => {
  expect(nodeVersionFault(version)).toBeUndefined()
})

it.each(["v18.20.0", "v20.18.3", "v21.7.0", "v22.11.0"])("says what to do on %s", (version) => {
  expect(nodeVersionFault(version)).toContain(version)
  expect(nodeVersionFault(version)).toContain("Install a newer Node")
})
