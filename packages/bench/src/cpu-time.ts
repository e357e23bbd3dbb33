import { readdirSync, readFileSync } from "node:fs"

/**
 * Processor time that a process has used, all its threads, microseconds: from /proc. Undefined
 * where there is no such thing.
 */
export function cpuTimeUs(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const times = threads.map((thread) => {
      const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1")
      return Number(text.split(" ")[0]) / 1000
    })
    return times.reduce((sum, us) => sum + us, 0)
  } catch {
    return undefined
  }
}

/** The children of a process whose command line holds a word. None where there is no /proc. */
export function childrenNamed(pid: number, word: string): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "latin1").trim().split(" "),
    )
    return children
      .map(Number)
      .filter(
        (child) => child > 0 && readFileSync(`/proc/${child}/cmdline`, "latin1").includes(word),
      )
  } catch {
    return []
  }
}
