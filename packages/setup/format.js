/** npm run format: writes every file as the format check of npm test wants it. */
import { requireNode } from "./node-version.js"
import { install, StepError, tool } from "./workspace.js"

requireNode()
try {
  install()
  tool("@biomejs/biome/bin/biome", "check", "--write", ".")
} catch (error) {
  if (!(error instanceof StepError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
