/** npm start: installs what is missing, builds what changed, and becomes the server. */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { requireNode } from "./node-version.js"
import { build, install, ROOT, StepError } from "./workspace.js"

requireNode()
try {
  install()
  build()
} catch (error) {
  if (!(error instanceof StepError)) throw error
  console.error(`zmqscope cannot start: ${error.message}`)
  process.exit(1)
}

// In this process: its arguments, signals and exit status are the server's own.
await import(pathToFileURL(join(ROOT, "apps", "server", "dist", "main.js")).href)
