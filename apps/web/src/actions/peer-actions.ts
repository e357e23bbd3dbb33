import type { Client, ClientBehaviour, Snapshot, Worker, WorkerBehaviour } from "@zmqscope/protocol"
import { type ApiClient, ApiError, type PeerKind, type Removal } from "../api/index.js"
import { plural } from "../format.js"
import { countBehaviours, groupOf, type PeerGroup } from "./behaviours.js"
import { type BulkOutcome, runBulk } from "./bulk.js"
import type { DialogStore, Question } from "./dialog-store.js"
import { CLIENT_PRESETS, SLOW_WORKER, WORKER_PRESETS } from "./presets.js"
import { ProgressStore } from "./progress-store.js"
import type { Teller, ToastAction } from "./teller.js"
import {
  describeDrain,
  describeGone,
  describeKill,
  describeRemoved,
  describeSpawned,
} from "./words.js"

export type PeerRef =
  | { readonly kind: "client"; readonly peer: Client }
  | { readonly kind: "worker"; readonly peer: Worker }

export interface PeerActionParts {
  readonly api: ApiClient
  readonly dialogs: DialogStore
  readonly teller: Teller
  readonly snapshot: () => Snapshot | null
  /** In [0, 1). */
  readonly random: () => number
}

/** What the page can do to peers: asks where it must, tells what came of it. */
export class PeerActions {
  readonly dialogs: DialogStore
  readonly progress = new ProgressStore()
  readonly #api: ApiClient
  readonly #teller: Teller
  readonly #snapshot: () => Snapshot | null
  readonly #random: () => number

  constructor(parts: PeerActionParts) {
    this.dialogs = parts.dialogs
    this.#api = parts.api
    this.#teller = parts.teller
    this.#snapshot = parts.snapshot
    this.#random = parts.random
  }

  /** Spawns, and tells so. Rejects with ApiError: a form shows the faults at its fields. */
  async spawnClients(count: number, behaviour: ClientBehaviour): Promise<void> {
    this.#tellSpawned("client", count, await this.#api.spawnClients({ count, behaviour }))
  }

  /** As spawnClients. */
  async spawnWorkers(count: number, behaviour: WorkerBehaviour): Promise<void> {
    this.#tellSpawned("worker", count, await this.#api.spawnWorkers({ count, behaviour }))
  }

  /** Spawns with the behaviour that a dialog begins with; a refusal becomes a toast. */
  spawnSome(kind: PeerKind, count: number): void {
    if (kind === "client") this.orderClients(count, CLIENT_PRESETS[0].behaviour)
    else this.orderWorkers(count, WORKER_PRESETS[0].behaviour)
  }

  spawnSlowWorker(): void {
    this.orderWorkers(1, SLOW_WORKER.behaviour)
  }

  /** As spawnClients; a refusal becomes a toast. */
  orderClients(count: number, behaviour: ClientBehaviour): void {
    this.#teller.begin(() => this.spawnClients(count, behaviour))
  }

  /** As orderClients. */
  orderWorkers(count: number, behaviour: WorkerBehaviour): void {
    this.#teller.begin(() => this.spawnWorkers(count, behaviour))
  }

  async changeClient(name: string, behaviour: ClientBehaviour): Promise<void> {
    const before = this.#find("client", name)?.behaviour
    await this.#api.changeClient(name, behaviour)
    this.#tellChanged("client", name, before && (() => this.changeClient(name, before)))
  }

  async changeWorker(name: string, behaviour: WorkerBehaviour): Promise<void> {
    const before = this.#find("worker", name)?.behaviour
    await this.#api.changeWorker(name, behaviour)
    this.#tellChanged("worker", name, before && (() => this.changeWorker(name, before)))
  }

  /** Takes one peer down. Asks first when that loses requests, by what it has in hand now. */
  remove(shown: PeerRef, mode: Removal): void {
    if (!this.#teller.isFree()) return
    const ref = this.#current(shown)
    if (ref.kind === "worker" && mode === "kill" && ref.peer.outstanding > 0) {
      const verb = ref.peer.simulated ? "Kill" : "Disconnect"
      this.#confirmKill([ref.peer], verb, ref.peer.name, () => this.#removeOne(ref, mode))
      return
    }
    this.#removeOne(ref, mode)
  }

  /** Takes all simulated peers of a kind down. Always asks when there is more than one. */
  removeAll(kind: PeerKind, mode: Removal): void {
    if (!this.#teller.isFree()) return
    const group = this.#simulated(kind)
    const { peers } = group
    if (peers.length === 0) return
    const what = plural(peers.length, `simulated ${kind}`)
    const verb = mode === "kill" ? "Kill" : "Stop"
    const run = () => this.#teller.begin(() => this.#removeMany(group, mode))
    if (group.kind === "worker" && mode === "kill") {
      this.#confirmKill(group.peers, verb, what, run)
      return
    }
    const text =
      mode === "kill"
        ? "Their sockets are destroyed at once; replies on their way to them become undeliverable."
        : "Each finishes what it has in hand, then goes."
    this.#ask({
      title: `${verb} ${what}?`,
      describe: () => text,
      isMoot: () => this.#simulated(kind).peers.length === 0,
      confirm: `${verb} ${peers.length}`,
      onConfirm: run,
    })
  }

  /** Of those that are not about to go anyway. */
  killRandomWorker(): void {
    const workers = (this.#snapshot()?.workers ?? []).filter(
      ({ simulated, state }) => simulated && state !== "stopping",
    )
    const peer = workers[Math.floor(this.#random() * workers.length)]
    if (peer !== undefined) this.remove({ kind: "worker", peer }, "kill")
  }

  /** Deals nothing more to a worker; when it has replied to all it has, it can go without a loss. */
  drain({ name, simulated }: Worker): void {
    this.#teller.begin(async () => {
      await this.#api.drainWorker(name)
      this.#teller.success(describeDrain(name, simulated))
    })
  }

  tellFailure(error: unknown): void {
    this.#teller.failure(error)
  }

  #find(kind: "client", name: string): Client | undefined
  #find(kind: "worker", name: string): Worker | undefined
  #find(kind: PeerKind, name: string): Client | Worker | undefined
  #find(kind: PeerKind, name: string): Client | Worker | undefined {
    return this.#snapshot()?.[`${kind}s`].find((peer) => peer.name === name)
  }

  /** A peer as it is now; as it was shown once it has gone. */
  #current(shown: PeerRef): PeerRef {
    return shown.kind === "client"
      ? { kind: "client", peer: this.#find("client", shown.peer.name) ?? shown.peer }
      : { kind: "worker", peer: this.#find("worker", shown.peer.name) ?? shown.peer }
  }

  #simulated(kind: PeerKind): PeerGroup {
    const snapshot = this.#snapshot()
    return kind === "client"
      ? { kind, peers: (snapshot?.clients ?? []).filter(({ simulated }) => simulated) }
      : { kind, peers: (snapshot?.workers ?? []).filter(({ simulated }) => simulated) }
  }

  #removeOne(ref: PeerRef, mode: Removal): void {
    const { name } = ref.peer
    this.#teller.begin(async () => {
      if (await this.#removeByName(ref.kind, name, mode)) {
        this.#teller.success(describeRemoved(ref, mode), this.#spawnAgain(groupOf(ref)))
      } else this.#teller.success(describeGone(name))
    })
  }

  #tellSpawned(kind: PeerKind, count: number, spawned: readonly { readonly name: string }[]): void {
    const isLeft = () => spawned.some(({ name }) => this.#find(kind, name) !== undefined)
    // Those that were just spawned go again, with what they have in hand.
    const back = async () => {
      const { done } = await this.#removeEach(kind, spawned, "stop")
      if (done === 0) this.#teller.success(describeGone(plural(spawned.length, kind)))
      else this.#teller.success(`${plural(done, kind)} ${done === 1 ? "goes" : "go"} again`)
    }
    this.#teller.success(describeSpawned(kind, count, spawned), this.#teller.undo(back, isLeft))
  }

  #tellChanged(kind: PeerKind, name: string, back: (() => Promise<void>) | undefined | null): void {
    const isLeft = () => this.#find(kind, name) !== undefined
    this.#teller.success(`Changed ${name}`, back ? this.#teller.undo(back, isLeft) : undefined)
  }

  /** Peers that are gone cannot come back, but others like them can. */
  #spawnAgain(gone: PeerGroup): ToastAction | undefined {
    const orders =
      gone.kind === "client"
        ? countBehaviours(gone.peers).map(
            ({ count, behaviour }) =>
              () =>
                this.orderClients(count, behaviour),
          )
        : countBehaviours(gone.peers).map(
            ({ count, behaviour }) =>
              () =>
                this.orderWorkers(count, behaviour),
          )
    if (orders.length === 0) return undefined
    return {
      label: "Spawn again",
      run: () => {
        for (const order of orders) order()
      },
      isPossible: () => true,
    }
  }

  async #removeMany(group: PeerGroup, mode: Removal): Promise<void> {
    const { kind, peers } = group
    const { done, failed, failure } = await this.#removeEach(kind, peers, mode)
    const verb = mode === "kill" ? "Killed" : "Stopped"
    const wentBefore = peers.length - done - failed
    const before = wentBefore > 0 ? `; ${wentBefore} had gone already` : ""
    if (done > 0) {
      const again = done === peers.length ? this.#spawnAgain(group) : undefined
      this.#teller.success(`${verb} ${plural(done, kind)}${before}`, again)
    } else if (failure === null) this.#teller.success(describeGone(plural(peers.length, kind)))
    if (failure !== null) {
      this.#teller.failure(new Error(`${plural(failed, kind)} stayed: ${failure.message}`))
    }
  }

  async #removeEach(
    kind: PeerKind,
    peers: readonly { readonly name: string }[],
    mode: Removal,
  ): Promise<BulkOutcome> {
    const label = mode === "kill" ? `Killing ${kind}s` : `Stopping ${kind}s`
    const progress = this.progress.begin(kind, label, peers.length)
    const outcome = await runBulk(
      peers.map(({ name }) => name),
      (name) => this.#removeByName(kind, name, mode),
      progress.show,
    )
    progress.end()
    return outcome
  }

  /** False when it had gone by itself meanwhile. */
  async #removeByName(kind: PeerKind, name: string, mode: Removal): Promise<boolean> {
    try {
      await this.#api.remove(kind, name, mode)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false
      throw error
    }
  }

  /** By what they have in hand while it is asked, which goes on changing. */
  #confirmKill(asked: readonly Worker[], verb: string, what: string, onConfirm: () => void): void {
    const left = () => asked.flatMap(({ name }) => this.#find("worker", name) ?? [])
    this.#ask({
      title: `${verb} ${what}?`,
      describe: () => {
        const outstanding = left().reduce((sum, peer) => sum + peer.outstanding, 0)
        return describeKill(outstanding, this.#snapshot()?.settings.onWorkerLoss === "requeue")
      },
      isMoot: () => left().length === 0,
      confirm: verb,
      onConfirm,
    })
  }

  #ask(question: Question): void {
    this.dialogs.open({ type: "confirm", question })
  }
}
