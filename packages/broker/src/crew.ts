import type { Socket } from "node:net"
import type { WorkerIdentity } from "@zmqscope/protocol"
import type { WorkerAccount } from "./accounts.js"
import type { Dealing } from "./dealing.js"
import { Horizon } from "./horizon.js"
import type { Ledger } from "./ledger.js"
import { Leg } from "./leg.js"
import type { Numbering } from "./numbering.js"
import { type IndexedName, NameIndexes, Roll } from "./roll.js"

export interface CrewEvents {
  joined(worker: WorkerAccount): void
  /** It may be dealt to again. */
  freed(worker: WorkerAccount): void
  /** Its account still holds what it takes along. Call `release` when nothing more comes of it. */
  left(worker: WorkerAccount, release: () => void): void
}

/** The workers: every leg, and what is seen on it, told to the ledger. */
export class Crew {
  readonly workers: Roll<WorkerAccount>
  readonly #indexes: NameIndexes
  readonly #legs = new Map<Leg, Horizon>()
  readonly #legOf = new Map<number, Leg>()
  readonly #ledger: Ledger
  readonly #numbering: Numbering
  readonly #events: CrewEvents

  /** @param names of workers of an earlier run */
  constructor(
    ledger: Ledger,
    numbering: Numbering,
    names: readonly IndexedName[],
    events: CrewEvents,
  ) {
    this.#indexes = new NameIndexes(names)
    this.workers = new Roll((name) => this.#indexes.of(name))
    this.#ledger = ledger
    this.#numbering = numbering
    this.#events = events
  }

  /**
   * Joins a connection to a DEALER. It is a worker once its handshake is through.
   * @param current the way of dealing that is in force
   */
  async attach(connection: Socket, current: () => Dealing | undefined): Promise<void> {
    const dealing = current()
    // Where none can be bound (no files left, for one) the worker is cut, and libzmq in it tries again.
    const port = await dealing?.portForNext().catch(() => undefined)
    if (dealing === undefined || port === undefined) {
      connection.destroy()
      return
    }
    if (connection.destroyed || dealing !== current()) {
      connection.destroy()
      dealing.portReleased(port, undefined)
      return
    }
    let worker: WorkerAccount | undefined
    const horizon = new Horizon(this.#ledger.handedSequence)
    const leg = new Leg(connection, port.address, {
      joined: ({ name, socketType }) => {
        worker = this.#join(leg, name, socketType)
        dealing.workerJoined(worker, port)
        this.#events.joined(worker)
      },
      dealt: (head) => {
        const envelope = this.#find(head)
        horizon.passed(envelope?.handedSequence)
        if (worker && envelope) this.#ledger.deal(envelope, worker)
      },
      pinged: () => horizon.pinged(this.#ledger.handedSequence),
      replied: (head, bodyBytes) => {
        const envelope = this.#find(head)
        if (worker === undefined || envelope === undefined) return
        this.#ledger.reply(envelope, worker, bodyBytes)
        this.#events.freed(worker)
      },
      closed: () => {
        this.#legs.delete(leg)
        const release = () => dealing.portReleased(port, worker)
        if (worker === undefined) {
          release()
          return
        }
        dealing.workerLeft(worker)
        this.#leave(worker, release)
      },
    })
    this.#legs.set(leg, horizon)
  }

  /** Cuts a worker's connection; false when there is no such worker. */
  disconnect(index: number): boolean {
    const leg = this.#legOf.get(index)
    leg?.destroy()
    return leg !== undefined
  }

  /** Cuts every connection, and resolves when all have ended. */
  async disconnectAll(): Promise<void> {
    const ended = Array.from(this.#legs.keys(), (leg) => leg.ended)
    for (const leg of this.#legs.keys()) leg.destroy()
    await Promise.all(ended)
  }

  /**
   * The handing up to which what was not seen is in no pipe. libzmq may attach a pipe a moment before
   * the leg is seen to join, so all legs count.
   */
  horizon(): number {
    let newest = Number.POSITIVE_INFINITY
    for (const horizon of this.#legs.values()) newest = Math.min(newest, horizon.position)
    return newest
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
      load: 0,
      lastHanded: 0,
      isDraining: false,
    }))
    this.#legOf.set(worker.index, leg)
    return worker
  }

  #leave(worker: WorkerAccount, release: () => void): void {
    this.#legOf.delete(worker.index)
    this.workers.remove(worker)
    this.#indexes.keep(worker.index, worker.name)
    this.#events.left(worker, release)
  }
}

export function identityOf(worker: WorkerAccount): WorkerIdentity {
  const { index, name, socketType, address } = worker
  return { index, name, socketType, address }
}
