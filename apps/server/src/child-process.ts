import { type ChildProcess, type StdioOptions, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const STDERR = 2

/**
 * Starts a package's entry as a child with an IPC channel on fd 3 and, when `withPipe`, one more
 * pipe on fd 4. What it prints goes to stderr: stdout holds the readiness line and nothing else.
 */
export function startChild(entry: string, withPipe: boolean): ChildProcess {
  const stdio: StdioOptions = ["ignore", STDERR, STDERR, "ipc"]
  if (withPipe) stdio.push("pipe")
  const path = fileURLToPath(import.meta.resolve(entry))
  return spawn(process.execPath, [path], {
    stdio,
    // In a group of its own, so that Ctrl+C in a terminal reaches the server alone, which then
    // ends its children in order. Should the server be killed, they end with the IPC channel.
    detached: process.platform !== "win32",
    windowsHide: true,
  })
}

/** Sends a message, or nothing when the channel has closed: the child's end tells what that means. */
export function sendTo(child: ChildProcess, message: object): void {
  child.send(message, () => {})
}
