import type { WorkerAccount } from "../accounts.js"

/** Picks the worker of each request. */
export interface Chooser {
  add(worker: WorkerAccount): void
  remove(worker: WorkerAccount): void
  /** Whether any worker may be dealt to. */
  hasRoom(): boolean
  choose(): WorkerAccount | undefined
  /** A worker has replied to a request. */
  replied(worker: WorkerAccount): void
}
