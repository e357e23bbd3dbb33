import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { reasonOf } from "@zmqscope/protocol"

/** The directory cannot be used: the message says which, why, and what to do. */
export class DataError extends Error {}

/** How often a lock that a dead process left is taken over, where others try the same. */
const ATTEMPTS = 3

/** The directory that a server keeps its logs in, by itself: two would write into each other's. */
export class DataDirectory {
  readonly #lockPath: string

  /** Makes it, and locks it. Throws DataError when it cannot, or another process has it. */
  constructor(path: string) {
    this.#lockPath = join(path, "zmqscope.lock")
    try {
      mkdirSync(path, { recursive: true })
      this.#lock(path)
    } catch (error) {
      if (error instanceof DataError) throw error
      const why = reasonOf(error)
      throw new DataError(`${path} cannot be used: ${why}. Mend that, or choose another directory`)
    }
  }

  /** Lets another process have it. */
  close(): void {
    if (readIfThere(this.#lockPath) === ownMark()) rmSync(this.#lockPath, { force: true })
  }

  #lock(path: string): void {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        writeFileSync(this.#lockPath, ownMark(), { flag: "wx" })
        return
      } catch (error) {
        if (!isThereAlready(error)) throw error
      }
      const holder = readIfThere(this.#lockPath)
      const [pid = ""] = holder.split(" ")
      // Not ours: this is the first time that the process opens it, so who had its number has ended.
      if (pid !== "" && holder !== ownMark() && holder === markOf(pid)) {
        throw new DataError(
          `${path} is in use by another zmqscope (process ${pid}), and both would write the same log: end that one, or choose another directory`,
        )
      }
      // Its process has ended without a word. Whoever else finds that, too, may be faster.
      if (readIfThere(this.#lockPath) === holder) rmSync(this.#lockPath, { force: true })
    }
    throw new DataError(`${path} is being taken by others at this moment: try again`)
  }
}

function ownMark(): string {
  return markOf(String(process.pid))
}

/**
 * A process by its number and, since numbers come again (in a container always the same ones), by when
 * it began, where the system tells that. Of one that has ended: its number alone.
 */
function markOf(pid: string): string {
  if (existsSync("/proc/self/stat")) {
    const fields = readIfThere(`/proc/${pid}/stat`)
    // What comes before is the program's name, which may hold anything.
    const [state = "Z", ...rest] = fields.slice(fields.lastIndexOf(")") + 2).split(" ")
    return state === "Z" || state === "" ? `${pid} ended` : `${pid} ${rest[18]}`
  }
  return isAlive(Number(pid)) ? `${pid} alive` : `${pid} ended`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is somebody else's.
    return codeOf(error) === "EPERM"
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}

function isThereAlready(error: unknown): boolean {
  return codeOf(error) === "EEXIST"
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined
}
