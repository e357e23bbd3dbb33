import { expect, it } from "vitest"
import { ConfigFile } from "./config-file.js"

/** `npx vitest run --update` in this package writes it. */
const COMMITTED = "../zmqscope.config.schema.json"

it("has a JSON schema for editors, which is the one that files are held to", async () => {
  await expect(`${JSON.stringify(ConfigFile, null, 2)}\n`).toMatchFileSnapshot(COMMITTED)
})
