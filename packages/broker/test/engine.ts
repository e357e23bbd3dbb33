import type { Engine } from "@zmqscope/protocol"
import { inject } from "vitest"

type OwnEngine = Exclude<Engine, "attach">

declare module "vitest" {
  interface ProvidedContext {
    engine: OwnEngine
  }
}

/** The engine that tests with sockets run against: vitest.config.ts, vitest.libzmq.config.ts. */
export const ENGINE: OwnEngine = inject("engine")

/**
 * What differs between the engines, all of it: tests name what they expect by it, and none has a case
 * for an engine of its own.
 */
interface Differences {
  /** The steps of a round trip under `dealer`: libzmq never tells to whom it deals. */
  readonly steps: readonly string[]
  /** Bytes in front of the client's routing id, in its frame, that a worker gets under `dealer`. */
  readonly bytesInFront: number
  /** Under `dealer`, too, a worker can be told to get nothing more. */
  readonly drainsUnderDealer: boolean
  /** A change between `dealer` and the broker's own strategies leaves workers connected. */
  readonly switchesInPlace: boolean
  /** Where clients and refused peers are is known. */
  readonly knowsAddresses: boolean
  /** A client's connection is the broker's own, and it can end it. */
  readonly disconnectsClients: boolean
  /** Two live clients of one routing id are told from one that comes back. */
  readonly tellsOfClashes: boolean
  /** Clients are read in turn, each held back for itself. */
  readonly readsByClient: boolean
  /** Bytes of workers' connections pass through a socket of libzmq's, in a private directory. */
  readonly hasPrivateSockets: boolean
}

const DIFFERENCES: { readonly [E in OwnEngine]: Differences } = {
  zmtp: {
    steps: ["received", "dealt", "replied", "returned"],
    bytesInFront: 0,
    drainsUnderDealer: true,
    switchesInPlace: true,
    knowsAddresses: true,
    disconnectsClients: true,
    tellsOfClashes: true,
    readsByClient: true,
    hasPrivateSockets: false,
  },
  libzmq: {
    steps: ["received", "handed", "dealt", "replied", "returned"],
    bytesInFront: 8,
    drainsUnderDealer: false,
    switchesInPlace: false,
    knowsAddresses: false,
    disconnectsClients: false,
    tellsOfClashes: false,
    readsByClient: false,
    hasPrivateSockets: true,
  },
}

export const ENGINE_HAS: Differences = DIFFERENCES[ENGINE]
