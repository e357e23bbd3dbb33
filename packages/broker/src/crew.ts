import type { Socket } from "node:net"
import type { WorkerIdentity } from "@zmqscope/protocol"
import { Roll, type WorkerAccount } from "./accounts.js"
import type { Ledger } from "./ledger.js"
import { type DealerAddress, Leg } from "./leg.js"
import type { Numbering } from "./numbering.js"

export interface CrewEvents {
  workerJoined(worker: WorkerAccount): void
  /** Its account still holds what it takes along. */
  workerLeft(worker: WorkerAccount): void
}

/** The workers: every leg, and what is seen on it, told to the ledger. */
export class Crew {
  readonly workers = new Roll<WorkerAccount>()
  readonly #legs = new Set<Leg>()
  readonly #legOf = new Map<number, Leg>()
  readonly #ledger: Ledger
  readonly #numbering: Numbering
  readonly #events: CrewEvents

  constructor(ledger: Ledger, numbering: Numbering, events: CrewEvents) {
    this.#ledger = ledger
    this.#numbering = numbering
    this.#events = events
  }

  /** Joins a connection to a DEALER. It is a worker once its handshake is through. */
  attach(connection: Socket, dealer: DealerAddress): void {
    let worker: WorkerAccount | undefined
    const leg = new Leg(connection, dealer, {
      joined: ({ name, socketType }) => {
        worker = this.#join(leg, name, socketType)
      },
      dealt: (head) => {
        const envelope = this.#find(head)
        if (worker && envelope) this.#ledger.deal(envelope, worker)
      },
      replied: (head, bodyBytes) => {
        const envelope = this.#find(head)
        if (worker && envelope) this.#ledger.reply(envelope, worker, bodyBytes)
      },
      closed: () => {
        this.#legs.delete(leg)
        if (worker) this.#leave(worker)
      },
    })
    this.#legs.add(leg)
  }

  /** Cuts a worker's connection; false when there is no such worker. */
  disconnect(index: number): boolean {
    const leg = this.#legOf.get(index)
    leg?.destroy()
    return leg !== undefined
  }

  destroy(): void {
    for (const leg of this.#legs) leg.destroy()
  }

  /** The handing that every worker has passed: what was handed before it and not seen is in no pipe. */
  horizon(): number {
    let horizon = Number.POSITIVE_INFINITY
    for (const worker of this.workers) horizon = Math.min(horizon, worker.horizon)
    return horizon
  }

  #find(head: Buffer | undefined) {
    const number = this.#numbering.decode(head)
    return number === undefined ? undefined : this.#ledger.find(number)
  }

  #join(leg: Leg, wantedName: string, socketType: string): WorkerAccount {
    const worker = this.workers.add(wantedName, (index, name) => ({
      index,
      name,
      socketType,
      address: leg.address,
      outstanding: 0,
      served: 0,
      envelopes: new Set(),
      horizon: this.#ledger.handedSequence,
    }))
    this.#legOf.set(worker.index, leg)
    this.#events.workerJoined(worker)
    return worker
  }

  #leave(worker: WorkerAccount): void {
    this.#legOf.delete(worker.index)
    this.workers.remove(worker)
    this.#events.workerLeft(worker)
  }
}

export function identityOf(worker: WorkerAccount): WorkerIdentity {
  const { index, name, socketType, address } = worker
  return { index, name, socketType, address }
}
