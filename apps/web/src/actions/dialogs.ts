import type { ValueStore } from "@zmqscope/model"
import type { Client, Worker } from "@zmqscope/protocol"
import type { PeerKind } from "../api/index.js"

export type OpenDialog =
  | { readonly type: "spawn"; readonly kind: PeerKind }
  | { readonly type: "change"; readonly kind: PeerKind; readonly peer: Client | Worker }
  | { readonly type: "confirm"; readonly question: Question }
  | { readonly type: "peer"; readonly kind: PeerKind; readonly name: string }
  /** Those that need to know nothing. */
  | { readonly type: "shortcuts" | "palette" | "trials" | "scenes" | "legend" | "connect" }

export interface Question {
  readonly title: string
  /** What would happen now, in a sentence or two: asked again while it is open. */
  readonly describe: () => string
  /** Whether there is nothing left that it could be done to. */
  readonly isMoot: () => boolean
  readonly confirm: string
  readonly onConfirm: () => void
}

export type DialogStore = ValueStore<OpenDialog | null>
