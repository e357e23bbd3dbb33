import type { Client, Worker } from "@zmqscope/protocol"
import type { PeerKind } from "../api/index.js"

/** The dialog that is open. One at a time. */
export type OpenDialog =
  | { readonly type: "spawn"; readonly kind: PeerKind }
  | { readonly type: "change"; readonly kind: "client"; readonly peer: Client }
  | { readonly type: "change"; readonly kind: "worker"; readonly peer: Worker }
  | { readonly type: "confirm"; readonly question: Question }
  | { readonly type: "shortcuts" }
  | { readonly type: "palette" }
  | { readonly type: "connect" }

export interface Question {
  readonly title: string
  /** What will happen, in a sentence or two. */
  readonly text: string
  readonly confirm: string
  readonly onConfirm: () => void
}

/** A bulk action under way. */
export interface Progress {
  readonly kind: PeerKind
  readonly label: string
  readonly through: number
  readonly total: number
}

export interface DialogState {
  readonly dialog: OpenDialog | null
  readonly progress: Progress | null
}

/** What the page has open besides itself, as a store that React reads. */
export class DialogStore {
  readonly #listeners = new Set<() => void>()
  #state: DialogState = { dialog: null, progress: null }

  get = (): DialogState => this.#state

  open(dialog: OpenDialog): void {
    this.#set({ ...this.#state, dialog })
  }

  close(): void {
    this.#set({ ...this.#state, dialog: null })
  }

  setProgress(progress: Progress | null): void {
    this.#set({ ...this.#state, progress })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(state: DialogState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
