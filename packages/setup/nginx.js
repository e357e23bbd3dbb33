import { spawnSync } from "node:child_process"
import { installFromDebian } from "./debian.js"
import { StepError } from "./workspace.js"

/**
 * Finds an nginx, which the tests of a dashboard behind a proxy need, or installs one.
 * @throws {StepError} there is none, and none could be had
 */
export function ensureNginx() {
  if (hasNginx() || (installFromDebian("nginx-light") && hasNginx())) return
  throw new StepError(
    "The tests need an nginx and found none: `apt-get install nginx-light`, or put one on the PATH.",
  )
}

/** Looks where packages/testkit does. */
function hasNginx() {
  return ["nginx", "/usr/sbin/nginx"].some((command) => spawnSync(command, ["-v"]).status === 0)
}
