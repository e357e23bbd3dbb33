import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { findPython } from "./python-interpreter.js"

/** One line that a script printed. The scripts' own headers name their events and fields. */
export interface PythonFact {
  readonly event: string
  readonly [field: string]: unknown
}

export interface PythonExit {
  /** 0 when all went as asked; null when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The last of what it wrote to its standard error. */
  readonly stderr: string
}

export interface PythonPeer extends AsyncDisposable {
  readonly pid: number
  /** What it has printed so far; grows while it runs. */
  readonly lines: readonly PythonFact[]
  /** Settles when it has ended and `lines` is whole. */
  readonly exited: Promise<PythonExit>
  signal(name: NodeJS.Signals): void
}

export type PythonScript =
  | "req_client.py"
  | "rep_worker.py"
  | "dealer_client.py"
  | "hostile_peer.py"
  | "broker.py"
  | "named_worker.py"

const MAX_LINES = 100_000
const MAX_STDERR_CHARACTERS = 16_384

/**
 * Starts an ordinary pyzmq peer in a process of its own; see `python/` for the arguments of each
 * script. Disposing kills it (SIGKILL, which a stopped process obeys too).
 */
export async function spawnPython(
  script: PythonScript,
  args: readonly (string | number)[],
): Promise<PythonPeer> {
  const path = fileURLToPath(new URL(`../python/${script}`, import.meta.url))
  const child = spawn(await findPython(), ["-uB", path, ...args.map(String)], {
    stdio: ["ignore", "pipe", "pipe"],
  })
  await once(child, "spawn")
  if (child.pid === undefined) throw new Error(`${script} has no process id`)
  const lines: PythonFact[] = []
  const exited = watch(child, script, lines)
  return {
    pid: child.pid,
    lines,
    exited,
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL")
      await exited
    },
  }
}

async function watch(
  child: ChildProcess,
  script: PythonScript,
  lines: PythonFact[],
): Promise<PythonExit> {
  if (child.stdout === null || child.stderr === null) throw new Error(`${script} has no output`)
  let stderr = ""
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr = (stderr + chunk).slice(-MAX_STDERR_CHARACTERS)
  })
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (lines.length === MAX_LINES) child.kill("SIGKILL")
    else lines.push(readFact(script, line))
  })
  await once(child, "close")
  return { code: child.exitCode, signal: child.signalCode, stderr }
}

function readFact(script: PythonScript, line: string): PythonFact {
  const value: unknown = JSON.parse(line)
  if (!isFact(value)) throw new Error(`${script} printed a line without an event: ${line}`)
  return value
}

function isFact(value: unknown): value is PythonFact {
  return (
    typeof value === "object" &&
    value !== null &&
    "event" in value &&
    typeof value.event === "string"
  )
}
