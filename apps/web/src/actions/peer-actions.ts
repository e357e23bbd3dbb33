import type { Client, ClientBehaviour, Snapshot, Worker, WorkerBehaviour } from "@zmqscope/protocol"
import { type ApiClient, ApiError, type PeerKind, type Removal } from "../api/index.js"
import { plural } from "../format.js"
import { countBehaviours, groupOf, type PeerGroup } from "./behaviours.js"
import { type BulkOutcome, runBulk } from "./bulk.js"
import { changesBetween, type DealingSettings } from "./dealing-settings.js"
import type { DialogStore } from "./dialog-store.js"
import { ProgressStore } from "./progress-store.js"
import { describeDrain, describeKill, describeRemoved, describeSpawned } from "./words.js"

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

/** Where outcomes are told (sonner, in the page). */
export interface Toaster {
  readonly success: (text: string, action?: ToastAction) => void
  readonly failure: (text: string) => void
}

export type PeerRef =
  | { readonly kind: "client"; readonly peer: Client }
  | { readonly kind: "worker"; readonly peer: Worker }

export interface PeerActionParts {
  readonly api: ApiClient
  readonly dialogs: DialogStore
  readonly toaster: Toaster
  readonly snapshot: () => Snapshot | null
  /** In [0, 1). */
  readonly random: () => number
}

/** What the page can do to peers and the broker: asks where it must, tells what came of it. */
export class PeerActions {
  readonly dialogs: DialogStore
  readonly progress = new ProgressStore()
  readonly #api: ApiClient
  readonly #toaster: Toaster
  readonly #snapshot: () => Snapshot | null
  readonly #random: () => number

  constructor(parts: PeerActionParts) {
    this.dialogs = parts.dialogs
    this.#api = parts.api
    this.#toaster = parts.toaster
    this.#snapshot = parts.snapshot
    this.#random = parts.random
  }

  /** Spawns, and tells so. Rejects with ApiError: a form shows the faults at its fields. */
  async spawnClients(count: number, behaviour?: ClientBehaviour): Promise<void> {
    const order = behaviour === undefined ? { count } : { count, behaviour }
    const spawned = await this.#api.spawnClients(order)
    this.#toaster.success(
      describeSpawned("client", count, spawned),
      this.#unspawn("client", spawned),
    )
  }

  /** As spawnClients. */
  async spawnWorkers(count: number, behaviour?: WorkerBehaviour): Promise<void> {
    const order = behaviour === undefined ? { count } : { count, behaviour }
    const spawned = await this.#api.spawnWorkers(order)
    this.#toaster.success(
      describeSpawned("worker", count, spawned),
      this.#unspawn("worker", spawned),
    )
  }

  /** Spawns with the usual behaviour; a refusal becomes a toast. */
  spawnSome(kind: PeerKind, count: number): void {
    if (kind === "client") this.orderClients(count)
    else this.orderWorkers(count)
  }

  /** As spawnClients; a refusal becomes a toast. */
  orderClients(count: number, behaviour?: ClientBehaviour): void {
    this.#tell(this.spawnClients(count, behaviour))
  }

  /** As orderClients. */
  orderWorkers(count: number, behaviour?: WorkerBehaviour): void {
    this.#tell(this.spawnWorkers(count, behaviour))
  }

  async changeClient(name: string, behaviour: ClientBehaviour): Promise<void> {
    const before = this.#snapshot()?.clients.find((client) => client.name === name)?.behaviour
    await this.#api.changeClient(name, behaviour)
    const undo = before ? this.#undo(() => this.changeClient(name, before)) : undefined
    this.#toaster.success(`Changed ${name}`, undo)
  }

  async changeWorker(name: string, behaviour: WorkerBehaviour): Promise<void> {
    const before = this.#snapshot()?.workers.find((worker) => worker.name === name)?.behaviour
    await this.#api.changeWorker(name, behaviour)
    const undo = before ? this.#undo(() => this.changeWorker(name, before)) : undefined
    this.#toaster.success(`Changed ${name}`, undo)
  }

  /** Takes one peer down. Asks first when that loses requests, by what it has in hand now. */
  remove(shown: PeerRef, mode: Removal): void {
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
    const group = this.#simulated(kind)
    const { peers } = group
    if (peers.length === 0) return
    const what = plural(peers.length, `simulated ${kind}`)
    const verb = mode === "kill" ? "Kill" : "Stop"
    const run = () => this.#tell(this.#removeMany(group, mode))
    if (kind === "worker" && mode === "kill") {
      this.#confirmKill(peers, verb, what, run)
      return
    }
    const text =
      mode === "kill"
        ? "Their sockets are destroyed at once; replies on their way to them become undeliverable."
        : "Each finishes what it has in hand, then goes."
    this.#ask(`${verb} ${what}?`, text, `${verb} ${peers.length}`, run)
  }

  /** Of those that are not about to go anyway. */
  killRandomWorker(): void {
    const workers = (this.#snapshot()?.workers ?? []).filter(
      ({ simulated, state }) => simulated && state !== "stopping",
    )
    const peer = workers[Math.floor(this.#random() * workers.length)]
    if (peer !== undefined) this.remove({ kind: "worker", peer }, "kill")
  }

  togglePause(): void {
    const paused = this.#snapshot()?.settings.paused ?? false
    this.#tell(this.#setPaused(!paused))
  }

  /** Deals nothing more to a worker; when it has replied to all it has, it can go without a loss. */
  drain({ name, simulated }: Worker): void {
    this.#tell(
      this.#api.drainWorker(name).then(() => {
        this.#toaster.success(describeDrain(name, simulated))
      }),
    )
  }

  /**
   * Changes how requests are dealt, and of that only what is not so already: what was not asked for is
   * not set either, nor is it by the Undo. Resolves once it is in force, which a change of the way of
   * dealing takes a moment for. Rejects with ApiError: a form shows it at its fields.
   */
  async changeDealing(change: Partial<DealingSettings>, words: string): Promise<void> {
    const inForce = this.#snapshot()?.settings
    if (inForce === undefined) return
    const wanted = { ...inForce, ...change }
    const patch = changesBetween(inForce, wanted)
    if (Object.keys(patch).length === 0) return
    const undo = changesBetween(wanted, inForce)
    await this.#api.patchBroker(patch)
    const back = async () => {
      await this.#api.patchBroker(undo)
      this.#toaster.success("Requests are dealt as before")
    }
    this.#toaster.success(words, this.#undo(back))
  }

  /** As changeDealing, by one command: a refusal becomes a toast. */
  switchDealing(change: Partial<DealingSettings>, words: string): void {
    this.#tell(this.changeDealing(change, words))
  }

  async #setPaused(paused: boolean): Promise<void> {
    await this.#api.patchBroker({ paused })
    this.#toaster.success(paused ? "Broker paused: requests wait" : "Broker resumed", {
      label: paused ? "Resume" : "Pause again",
      run: () => this.#tell(this.#setPaused(!paused)),
    })
  }

  /** A peer as it is now; as it was shown once it has gone. */
  #current(shown: PeerRef): PeerRef {
    const { kind, peer } = shown
    const { clients = [], workers = [] } = this.#snapshot() ?? {}
    return kind === "client"
      ? { kind, peer: clients.find(({ name }) => name === peer.name) ?? peer }
      : { kind, peer: workers.find(({ name }) => name === peer.name) ?? peer }
  }

  #simulated(kind: PeerKind): PeerGroup {
    const snapshot = this.#snapshot()
    return kind === "client"
      ? { kind, peers: (snapshot?.clients ?? []).filter(({ simulated }) => simulated) }
      : { kind, peers: (snapshot?.workers ?? []).filter(({ simulated }) => simulated) }
  }

  #removeOne(ref: PeerRef, mode: Removal): void {
    const { name } = ref.peer
    this.#tell(
      this.#removeByName(ref.kind, name, mode).then(() => {
        this.#toaster.success(describeRemoved(ref, mode), this.#spawnAgain(groupOf(ref)))
      }),
    )
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
    }
  }

  /** Those that were just spawned go again, with what they have in hand. */
  #unspawn(kind: PeerKind, spawned: readonly { readonly name: string }[]): ToastAction {
    return this.#undo(async () => {
      const { done } = await this.#removeEach(kind, spawned, "stop")
      this.#toaster.success(`${plural(done, kind)} ${done === 1 ? "goes" : "go"} again`)
    })
  }

  #undo(back: () => Promise<unknown>): ToastAction {
    return { label: "Undo", run: () => this.#tell(back()) }
  }

  async #removeMany(group: PeerGroup, mode: Removal): Promise<void> {
    const { kind, peers } = group
    const { done, failed, failure } = await this.#removeEach(kind, peers, mode)
    const verb = mode === "kill" ? "Killed" : "Stopped"
    if (done > 0) {
      const again = failure === null ? this.#spawnAgain(group) : undefined
      this.#toaster.success(`${verb} ${plural(done, kind)}`, again)
    }
    if (failure !== null)
      this.#toaster.failure(`${plural(failed, kind)} stayed: ${failure.message}`)
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

  /** A peer that has gone by itself meanwhile is as wanted. */
  async #removeByName(kind: PeerKind, name: string, mode: Removal): Promise<void> {
    try {
      await this.#api.remove(kind, name, mode)
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error
    }
  }

  #confirmKill(
    peers: readonly (Client | Worker)[],
    verb: string,
    what: string,
    run: () => void,
  ): void {
    const outstanding = peers.reduce((sum, peer) => sum + peer.outstanding, 0)
    const requeues = this.#snapshot()?.settings.onWorkerLoss === "requeue"
    this.#ask(`${verb} ${what}?`, describeKill(outstanding, requeues), verb, run)
  }

  tellFailure(error: unknown): void {
    this.#toaster.failure(error instanceof Error ? error.message : String(error))
  }

  #ask(title: string, text: string, confirm: string, onConfirm: () => void): void {
    this.dialogs.open({ type: "confirm", question: { title, text, confirm, onConfirm } })
  }

  #tell(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.tellFailure(error))
  }
}
