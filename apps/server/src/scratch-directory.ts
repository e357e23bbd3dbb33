import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A directory for one child's temporary files, removed when the child has ended, however it did. */
export class ScratchDirectory {
  #path: string | undefined

  /** A new one. Throws the system's error when none can be made. */
  make(): string {
    this.remove()
    this.#path = mkdtempSync(join(tmpdir(), "zmqscope-"))
    return this.#path
  }

  remove(): void {
    if (this.#path === undefined) return
    rmSync(this.#path, { recursive: true, force: true })
    this.#path = undefined
  }
}
