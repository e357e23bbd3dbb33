import { execFile } from "node:child_process"
import { promisify } from "node:util"

const run = promisify(execFile)

let found: Promise<string> | undefined

/** The first of `$PYTHON`, `/usr/bin/python3` and `python3` that has pyzmq. Looked for once. */
export function findPython(): Promise<string> {
  found ??= search([process.env["PYTHON"], "/usr/bin/python3", "python3"])
  return found
}

async function search(candidates: readonly (string | undefined)[]): Promise<string> {
  const refusals: string[] = []
  for (const candidate of candidates) {
    if (candidate === undefined || candidate === "") continue
    const refusal = await run(candidate, ["-c", "import zmq"]).then(() => undefined, lastLine)
    if (refusal === undefined) return candidate
    refusals.push(`${candidate}: ${refusal}`)
  }
  throw new Error(
    `No Python with pyzmq was found (${refusals.join("; ")}). Install it with ` +
      "`apt-get install python3-zmq` or `pip install pyzmq`, or name an interpreter in $PYTHON.",
  )
}

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split("\n").at(-1) ?? text
}
