import type { ClientAccount, WorkerAccount } from "../accounts.js"

/** Picks the worker of each request. */
export interface Chooser {
  add(worker: WorkerAccount): void
  remove(worker: WorkerAccount): void
  /** Whether any worker may be dealt to. */
  hasRoom(): boolean
  /** The worker that a request of this client goes to. */
  choose(client: Pick<ClientAccount, "routingId">): WorkerAccount | undefined
  /** A worker has replied to a request. */
  replied(worker: WorkerAccount): void
}
