import type {
  LiveStore,
  Now,
  Past,
  Replay,
  RowPlaces,
  ShownFigures,
  TapBoard,
} from "@zmqscope/model"
import { createContext, useContext } from "react"
import type { BrokerActions, PeerActions } from "../actions/index.js"
import type { ApiClient } from "../api/index.js"
import type { BrokerList } from "../brokers/index.js"
import type { Commands } from "../commands/index.js"
import type { EventBook } from "../events/index.js"
import type { FrameLoop } from "../frame-loop.js"
import type { NoticeBook } from "../notices/index.js"
import type { Page } from "../page.js"
import type { Conductor, Theatre } from "../scenes/index.js"
import type { StreamConnection } from "../stream/index.js"
import type { TrialDesk } from "../trials/index.js"
import type { UrlStore } from "./url-store.js"

/** The parts of the page that are not React's, made once in main.tsx. */
export interface AppParts {
  readonly live: LiveStore
  readonly tap: TapBoard
  readonly notices: NoticeBook
  readonly events: EventBook
  readonly brokers: BrokerList
  readonly trials: TrialDesk
  /** The scene that is played on this page; null: none is. */
  readonly scene: Conductor | null
  /** What is played, and what could be. */
  readonly theatre: Theatre<Page>
  readonly now: Now
  /** Figures and peers at the moment that is shown. */
  readonly figures: ShownFigures
  readonly replay: Replay
  readonly rows: RowPlaces
  readonly loop: FrameLoop
  readonly connection: StreamConnection
  readonly past: Past
  /** What is asked of the broker that is shown. */
  readonly api: ApiClient
  /** What is asked of the server as a whole, and of none of its brokers. */
  readonly server: ApiClient
  readonly url: UrlStore
  readonly actions: PeerActions
  readonly broker: BrokerActions
  readonly commands: Commands
}

const AppContext = createContext<AppParts | null>(null)

export const AppProvider = AppContext.Provider

export function useApp(): AppParts {
  const parts = useContext(AppContext)
  if (parts === null) throw new Error("useApp outside of AppProvider")
  return parts
}
