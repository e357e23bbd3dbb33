import type { WorkerIdentity } from "@zmqscope/protocol"
import type { WorkerAccount } from "./accounts.js"
import { type IndexedName, NameIndexes, Roll } from "./roll.js"

/** A worker as its handshake told of it. */
export type Newcomer = Omit<WorkerIdentity, "index"> & Pick<WorkerAccount, "heard">

export interface CrewEvents {
  joined(worker: WorkerAccount): void
  left(worker: WorkerAccount): void
}

/** The workers that are there, whatever the way of dealing. */
export class Crew {
  readonly workers: Roll<WorkerAccount>
  readonly #indexes: NameIndexes
  readonly #events: CrewEvents

  /** @param names of workers of an earlier run: who comes back gets its index again */
  constructor(names: readonly IndexedName[], events: CrewEvents) {
    this.#indexes = new NameIndexes(names)
    this.workers = new Roll((name) => this.#indexes.of(name))
    this.#events = events
  }

  join({ name: wantedName, ...newcomer }: Newcomer): WorkerAccount {
    // The spread comes last for V8's sake: see Clients.
    const worker = this.workers.add(wantedName, (index, name) => ({
      index,
      name,
      outstanding: 0,
      served: 0,
      load: 0,
      lastHanded: 0,
      isDraining: false,
      endsBy: "left",
      weight: 1,
      ...newcomer,
    }))
    this.#events.joined(worker)
    return worker
  }

  /** Call it when what the worker takes along is settled, or will be without it. */
  leave(worker: WorkerAccount): void {
    this.workers.remove(worker)
    this.#indexes.keep(worker.index, worker.name)
    this.#events.left(worker)
  }
}

export function identityOf(worker: WorkerAccount): WorkerIdentity {
  const { index, name, socketType, address, simulated, heartbeats, weight } = worker
  return {
    index,
    name,
    socketType,
    address,
    ...(simulated === undefined ? {} : { simulated }),
    ...(heartbeats === undefined ? {} : { heartbeats }),
    ...(weight === 1 ? {} : { weight }),
  }
}
