import type { Socket } from "node:net"
import type { BrokerSettings } from "@zmqscope/protocol"
import type { HeldRequest, WorkerAccount } from "./accounts.js"

/** How requests get to workers: whose connections it takes, and which worker gets a request. */
export interface Dealing {
  /** Takes the connection of somebody who came to the backend port. */
  accept(connection: Socket): void
  /** Whether a request could be dealt now. */
  isReady(): boolean
  /**
   * Hands over one request, and tells custody. False when nobody takes it now: it goes on waiting,
   * and `freed` tells when to try again.
   */
  deal(request: HeldRequest): boolean | Promise<boolean>
  /** Adjusts itself to the settings; false when they need another way of dealing. */
  adjust(settings: BrokerSettings): boolean
  /** Deals nothing more to a worker. Throws CallError `cannot-drain` where it cannot be told to. */
  drain(worker: WorkerAccount): void
  /** Cuts a worker's connection at once; false when there is no such worker. */
  disconnect(index: number): boolean
  /** Cuts every connection and takes no more; resolves when all have ended. */
  close(): Promise<void>
  /** Ten times a second: looks for whom nothing else tells of. */
  tick(): void
}
