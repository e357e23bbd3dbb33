import { spawnSync } from "node:child_process"
import { installFromDebian } from "./debian.js"
import { StepError } from "./workspace.js"

/**
 * Finds a Python with pyzmq, which the tests' foreign peers need, or installs one.
 * @throws {StepError} there is none, and none could be had
 */
export function ensurePython() {
  if (hasPython() || (installFromDebian("python3-zmq") && hasPython())) return
  throw new StepError(
    "The tests need a Python 3 with pyzmq and found none: `apt-get install python3-zmq` or " +
      "`pip install pyzmq`, or name an interpreter that has it in $PYTHON.",
  )
}

/** Tries the same interpreters as packages/testkit. */
function hasPython() {
  return [process.env["PYTHON"], "/usr/bin/python3", "python3"].some(
    (candidate) => candidate && spawnSync(candidate, ["-c", "import zmq"]).status === 0,
  )
}
