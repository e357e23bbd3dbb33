import { reasonOf } from "../reason.js"

export interface ToastAction {
  readonly label: string
  readonly run: () => void
  /** Whether it can be done now; what could be once and no longer can is offered no more. */
  readonly isPossible: () => boolean
}

/** Where outcomes are told (sonner, in the page). */
export interface Toaster {
  readonly success: (text: string, action?: ToastAction) => void
  readonly failure: (text: string) => void
}

export interface TellerParts {
  readonly toaster: Toaster
  /** Why nothing can be done now, in a sentence; null when something can. */
  readonly obstacle: () => string | null
}

/** Does what can be done, and tells what came of it. */
export class Teller {
  readonly #parts: TellerParts

  constructor(parts: TellerParts) {
    this.#parts = parts
  }

  success(text: string, action?: ToastAction): void {
    this.#parts.toaster.success(text, action)
  }

  failure(error: unknown): void {
    this.#parts.toaster.failure(reasonOf(error))
  }

  /** Whether something can be done now; says why not. */
  isFree(): boolean {
    const why = this.#parts.obstacle()
    if (why !== null) this.#parts.toaster.failure(why)
    return why === null
  }

  /** Begins what nobody waits for: a refusal is told. Nothing while nothing can be done. */
  begin(work: () => Promise<unknown>): void {
    if (this.isFree()) work().catch((error: unknown) => this.failure(error))
  }

  undo(back: () => Promise<unknown>, isPossible: () => boolean): ToastAction {
    return { label: "Undo", run: () => this.begin(back), isPossible }
  }
}
