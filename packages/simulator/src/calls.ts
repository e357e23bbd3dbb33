import type {
  ClientBehaviour,
  ClientPatch,
  IntendedFigures,
  PeerState,
  WorkerBehaviour,
  WorkerPatch,
} from "@zmqscope/protocol"
import type { RequestCounts } from "./lazy-pirate.js"

export type SimulatedState = Exclude<PeerState, "draining" | "drained">

export interface RosterClient {
  readonly name: string
  /** `connecting`: no connection stands at the moment; `stopping`: finishes what it has in hand. */
  readonly state: SimulatedState
  /** Its routing id is `name/incarnation`; every socket it opens is a new incarnation. */
  readonly incarnation: number
  readonly behaviour: ClientBehaviour
}

export interface RosterWorker {
  /** Also what it tells the broker as `X-Name`. */
  readonly name: string
  readonly state: SimulatedState
  readonly behaviour: WorkerBehaviour
}

/** What a live client itself counted, over all its sockets. */
export interface ClientCounts extends RequestCounts {
  readonly name: string
  /** Sent, and neither replied to nor given up; left out where that is one at most, as of REQ. */
  readonly onTheWay?: number
}

export type SimulatedKind = "client" | "worker"

/** `crashed` by its own failure mode; `stopped` and `killed` by a call. */
export type EndedWhy = "crashed" | "stopped" | "killed"

/** The whole roster, pushed after it changed, at most every 100 ms. */
export interface RosterMessage {
  readonly type: "roster"
  readonly clients: readonly RosterClient[]
  readonly workers: readonly RosterWorker[]
}

/** A peer is gone. It is pushed at once; the roster without the peer follows. */
export interface EndedMessage {
  readonly type: "ended"
  readonly kind: SimulatedKind
  readonly name: string
  readonly why: EndedWhy
}

/** What an open-loop client measures. */
export interface ClientLatency {
  readonly name: string
  readonly intended: IntendedFigures
}

/** Of every open-loop client, twice a second while there are any. */
export interface IntendedMessage {
  readonly type: "intended"
  readonly clients: readonly ClientLatency[]
}

export type SimulatorMessage = RosterMessage | EndedMessage | IntendedMessage

export interface Spawn<Behaviour> {
  readonly count: number
  /** The package's default when left out. */
  readonly behaviour?: Behaviour
  /** `count` names from an earlier run of the simulator, to bring its roster back. */
  readonly names?: readonly string[]
  /** Names of the broker's other peers: nobody new gets one of them. */
  readonly taken?: readonly string[]
}

interface Removal {
  readonly name: string
  /**
   * `kill` destroys the socket at once, as a crash does. `stop` lets a client await its reply
   * (without further retries) and a worker give its reply; requests that are queued behind that one
   * in a worker's socket go with it, as with any REP that is closed.
   */
  readonly mode: "kill" | "stop"
}

/**
 * Refusals: `not-started` (spawning before `start`), `unknown-peer` (no such name is live),
 * `invalid` (the message says what cannot be).
 */
export type SimulatorCalls = {
  /** Endpoints as `tcp://host:port`. Called again, it holds for the peers that are spawned then. */
  readonly start: {
    readonly params: {
      readonly frontend: string
      readonly backend: string
      readonly seed: number
      /** Announced by every socket as the property `X-Zmqscope-Token`, so that the broker knows it. */
      readonly token?: string
    }
    readonly result: null
  }
  readonly spawnClients: {
    readonly params: Spawn<ClientBehaviour>
    readonly result: readonly RosterClient[]
  }
  readonly spawnWorkers: {
    readonly params: Spawn<WorkerBehaviour>
    readonly result: readonly RosterWorker[]
  }
  readonly changeClient: {
    readonly params: { readonly name: string; readonly patch: ClientPatch }
    readonly result: RosterClient
  }
  readonly changeWorker: {
    readonly params: { readonly name: string; readonly patch: WorkerPatch }
    readonly result: RosterWorker
  }
  /** Of every live client: what the broker says of them can be held against it. */
  readonly counts: {
    readonly params: Record<string, never>
    readonly result: readonly ClientCounts[]
  }
  /**
   * Of the open-loop clients of these names, all together: what they measured since this was last
   * asked of them, from when requests should have left, as bucket and count in turn (packages/metrics).
   */
  readonly takeLatency: {
    readonly params: { readonly names: readonly string[] }
    readonly result: readonly number[]
  }
  /** Answered once a killed peer is gone, or a stopped one has begun to stop, and the roster says so. */
  readonly removeClient: { readonly params: Removal; readonly result: null }
  readonly removeWorker: { readonly params: Removal; readonly result: null }
  /** Stops every peer, and kills those that take longer than a second. Answered when all are gone. */
  readonly shutdown: { readonly params: Record<string, never>; readonly result: null }
}
