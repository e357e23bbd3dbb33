import { ProblemError } from "./problem.js"

/** Brokers of scenes at once: more are played than anybody watches. */
export const MAX_STAGES = 4
/** A page that shows a scene says so this often at least, or its broker goes, milliseconds. */
export const LEASE_MS = 60_000

export interface StageParts {
  /** Starts a broker of its own, of this name, with nobody on it. */
  readonly add: (name: string) => Promise<void>
  readonly remove: (name: string) => Promise<void>
  /** Calls back once after a time; the returned function calls it off. */
  readonly after: (ms: number, task: () => void) => () => void
}

interface Stage {
  endLease: () => void
}

/**
 * Brokers that scenes are played on, each for one page: it goes when the page leaves the scene, and
 * when the page is no longer heard of (closed, reloaded, asleep).
 */
export class Stages {
  readonly #parts: StageParts
  readonly #stages = new Map<string, Stage>()
  /** Those that are being started are counted, too. */
  #count = 0
  #named = 0

  constructor(parts: StageParts) {
    this.#parts = parts
  }

  /** Starts one, and gives its name. */
  async open(): Promise<string> {
    if (this.#count >= MAX_STAGES) {
      const detail = `${MAX_STAGES} scenes are being played already, each on a broker of its own: leave one, or wait until its page has been closed for ${LEASE_MS / 1000} s.`
      throw new ProblemError(409, "too-many-stages", detail)
    }
    this.#count += 1
    this.#named += 1
    const name = `scene-${this.#named}`
    try {
      await this.#parts.add(name)
    } catch (error) {
      this.#count -= 1
      throw error
    }
    this.#stages.set(name, { endLease: this.#lease(name) })
    return name
  }

  /** Its page is still there. */
  renew(name: string): void {
    const stage = this.#get(name)
    stage.endLease()
    stage.endLease = this.#lease(name)
  }

  /** Ends it, with all that is on it. */
  async close(name: string): Promise<void> {
    this.#get(name).endLease()
    this.#stages.delete(name)
    await this.#parts.remove(name)
    this.#count -= 1
  }

  #lease(name: string): () => void {
    // It ends in the background: whoever it was for has gone.
    return this.#parts.after(LEASE_MS, () => void this.close(name))
  }

  #get(name: string): Stage {
    const stage = this.#stages.get(name)
    if (stage !== undefined) return stage
    const detail = `No scene is played on a broker "${name}": it has ended, or its page was not heard of for ${LEASE_MS / 1000} s.`
    throw new ProblemError(404, "unknown-stage", detail)
  }
}
