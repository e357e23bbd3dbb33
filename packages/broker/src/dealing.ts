import type { WorkerAccount } from "./accounts.js"
import type { DealerPort } from "./dealer-port.js"

/** How requests get to workers: which DEALER a worker's leg joins, and which DEALER takes a request. */
export interface Dealing {
  /** The DEALER that the next connection is joined to. */
  portForNext(): Promise<DealerPort>
  workerJoined(worker: WorkerAccount, port: DealerPort): void
  workerLeft(worker: WorkerAccount): void
  /** Nothing more will come from the connection that `portForNext` was for. */
  portReleased(port: DealerPort, worker: WorkerAccount | undefined): void
  /** Whether a request could be dealt now. */
  isReady(): boolean
  /**
   * Hands over one request. Resolves once a DEALER has taken it, with the worker where the broker
   * chose one; rejects when none takes it now: the request goes on waiting.
   */
  deal(frames: Buffer[]): Promise<WorkerAccount | undefined>
  close(): void
}
