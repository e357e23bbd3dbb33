/**
 * node packages/setup/run-built.js MODULE ARGUMENT...: installs what is missing, builds what
 * changed, and becomes the built module.
 */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { requireNode } from "./node-version.js"
import { build, install, ROOT, StepError } from "./workspace.js"

requireNode()
const [module = ""] = process.argv.splice(2, 1)
try {
  install()
  build()
} catch (error) {
  if (!(error instanceof StepError)) throw error
  console.error(`${module} cannot start: ${error.message}`)
  process.exit(1)
}

// In this process: its arguments, signals and exit status are the module's own.
await import(pathToFileURL(join(ROOT, module)).href)
