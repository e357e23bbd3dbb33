import type { Client, Worker } from "@zmqscope/protocol"
import type { PeerKind } from "../api/index.js"

/** The dialog that is open. One at a time. */
export type OpenDialog =
  | { readonly type: "spawn"; readonly kind: PeerKind }
  | { readonly type: "change"; readonly kind: "client"; readonly peer: Client }
  | { readonly type: "change"; readonly kind: "worker"; readonly peer: Worker }
  | { readonly type: "confirm"; readonly question: Question }
  | { readonly type: "peer"; readonly kind: PeerKind; readonly name: string }
  | { readonly type: "shortcuts" }
  | { readonly type: "palette" }
  | { readonly type: "trials" }
  | { readonly type: "scenes" }
  | { readonly type: "connect" }

export interface Question {
  readonly title: string
  /** What would happen now, in a sentence or two: asked again while it is open. */
  readonly describe: () => string
  /** Whether there is nothing left that it could be done to. */
  readonly isMoot: () => boolean
  readonly confirm: string
  readonly onConfirm: () => void
}

/** What the page has open over itself, as a store that React reads. */
export class DialogStore {
  readonly #listeners = new Set<() => void>()
  #open: OpenDialog | null = null

  get = (): OpenDialog | null => this.#open

  open(dialog: OpenDialog): void {
    this.#set(dialog)
  }

  close(): void {
    this.#set(null)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #set(dialog: OpenDialog | null): void {
    this.#open = dialog
    for (const listener of this.#listeners) listener()
  }
}
