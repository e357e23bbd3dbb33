import { type ChildProcess, type StdioOptions, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const STDERR = 2

/**
 * Starts a package's entry as a child with an IPC channel on fd 3 and, when `withPipe`, one more
 * pipe on fd 4; its temporary files go to `scratch`, where given. What it prints goes to stderr: stdout holds the readiness line and nothing else.
 */
export function startChild(entry: string, withPipe: boolean, scratch?: string): ChildProcess {
  const stdio: StdioOptions = ["ignore", STDERR, STDERR, "ipc"]
  if (withPipe) stdio.push("pipe")
  const path = fileURLToPath(import.meta.resolve(entry))
  // In the server's own session: a kernel that schedules by sessions (Linux, autogroup) gives one of
  // its own an equal share against all the rest, and wakes it at every message (docs/decisions/0009).
  const env = scratch === undefined ? process.env : { ...process.env, TMPDIR: scratch }
  return spawn(process.execPath, [path], { stdio, env, windowsHide: true })
}

/** Sends a message, or nothing when the channel has closed: the child's end tells what that means. */
export function sendTo(child: ChildProcess, message: object): void {
  child.send(message, () => {})
}
