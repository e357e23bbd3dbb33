import { readFileSync } from "node:fs"

const KIBIBYTE = 1024

/** Of /proc: memory that the process has in the machine's. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "latin1")
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * KIBIBYTE
}
