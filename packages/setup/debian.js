import { existsSync } from "node:fs"
import { run, StepError } from "./workspace.js"

/**
 * Installs a package where that is a matter of one command: on Debian and its kin, as root.
 * @param {string} name
 * @returns {boolean} whether it is installed now
 */
export function installFromDebian(name) {
  if (!existsSync("/usr/bin/apt-get") || process.getuid?.() !== 0) return false
  console.log(`Installing ${name} from Debian...`)
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  try {
    run("apt-get", ["update", "-q"], { env, quiet: true })
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", name], { env, quiet: true })
    return true
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    console.error(error.message)
    return false
  }
}
