import { plural } from "@zmqscope/metrics"
import type { Client, Snapshot, Worker } from "@zmqscope/protocol"
import {
  type ApiClient,
  ApiError,
  type Behaviour,
  type PeerKind,
  type Removal,
} from "../api/index.js"
import { countBehaviours } from "./behaviours.js"
import { type BulkOutcome, ProgressStore, runBulk } from "./bulk.js"
import type { DialogStore } from "./dialogs.js"
import { PRESETS, SLOW_WORKER } from "./presets.js"
import type { Teller, ToastAction } from "./teller.js"

export interface PeerRef {
  readonly kind: PeerKind
  readonly peer: Client | Worker
}

export interface PeerActionParts {
  readonly api: ApiClient
  readonly dialogs: DialogStore
  readonly teller: Teller
  readonly snapshot: () => Snapshot | null
  /** In [0, 1). */
  readonly random: () => number
}

type Peers = readonly (Client | Worker)[]

/** What the page can do to peers: asks where it must, tells what came of it. */
export class PeerActions {
  readonly dialogs: DialogStore
  readonly progress = new ProgressStore()
  readonly #parts: PeerActionParts
  readonly #teller: Teller

  constructor(parts: PeerActionParts) {
    this.dialogs = parts.dialogs
    this.#teller = parts.teller
    this.#parts = parts
  }

  /** Spawns, and tells so. Rejects with ApiError: a form shows the faults at its fields. */
  async spawn(kind: PeerKind, count: number, behaviour: Behaviour): Promise<void> {
    const spawned = await this.#parts.api.spawn(kind, { count, behaviour })
    const [first] = spawned
    const isLeft = () => spawned.some(({ name }) => this.#find(kind, name) !== undefined)
    // Those that were just spawned go again, with what they have in hand.
    const back = async () => {
      const { done } = await this.#removeEach(kind, spawned, "stop")
      if (done === 0) this.#tellGone(plural(spawned.length, kind))
      else this.#teller.success(`${plural(done, kind)} ${done === 1 ? "goes" : "go"} again`)
    }
    const what = count === 1 && first !== undefined ? first.name : plural(count, kind)
    this.#teller.success(`Spawned ${what}`, this.#teller.undo(back, isLeft))
  }

  /** As `spawn`, by default as a dialog begins with; a refusal becomes a toast. */
  order(kind: PeerKind, count: number, behaviour: Behaviour = PRESETS[kind][0].behaviour): void {
    this.#teller.begin(() => this.spawn(kind, count, behaviour))
  }

  spawnSlowWorker(): void {
    this.order("worker", 1, SLOW_WORKER.behaviour)
  }

  async change(kind: PeerKind, name: string, behaviour: Behaviour): Promise<void> {
    const before = this.#find(kind, name)?.behaviour
    await this.#parts.api.change(kind, name, changeable(behaviour))
    const isLeft = () => this.#find(kind, name) !== undefined
    const undo = before && this.#teller.undo(() => this.change(kind, name, before), isLeft)
    this.#teller.success(`Changed ${name}`, undo ?? undefined)
  }

  /** Takes one peer down. Asks first when that loses requests, by what it has in hand now. */
  remove({ kind, peer: shown }: PeerRef, mode: Removal): void {
    if (!this.#teller.isFree()) return
    const peer = this.#find(kind, shown.name) ?? shown
    const run = () => this.#removeOne(kind, peer, mode)
    const verb = peer.simulated ? "Kill" : "Disconnect"
    // Simulated clients are there to be killed; of somebody else's one asks first.
    const isAsked = kind === "worker" || !peer.simulated
    const isLoss = isAsked && mode === "kill" && peer.outstanding > 0
    if (isLoss) this.#confirmKill(kind, [peer], verb, peer.name, run)
    else run()
  }

  /** Takes all simulated peers of a kind down. Always asks when there is any. */
  removeAll(kind: PeerKind, mode: "kill" | "stop"): void {
    if (!this.#teller.isFree()) return
    const peers = this.#simulated(kind)
    if (peers.length === 0) return
    const what = plural(peers.length, `simulated ${kind}`)
    const verb = mode === "kill" ? "Kill" : "Stop"
    const run = () => this.#teller.begin(() => this.#removeMany(kind, peers, mode))
    if (kind === "worker" && mode === "kill") {
      this.#confirmKill(kind, peers, verb, what, run)
      return
    }
    this.dialogs.set({
      type: "confirm",
      question: {
        title: `${verb} ${what}?`,
        describe: () =>
          mode === "kill"
            ? "Their sockets are destroyed at once; replies on their way to them become undeliverable."
            : "Each finishes what it has in hand, then goes.",
        isMoot: () => this.#simulated(kind).length === 0,
        confirm: `${verb} ${peers.length}`,
        onConfirm: run,
      },
    })
  }

  /** Of those that are not about to go anyway. */
  killRandomWorker(): void {
    const workers = (this.#parts.snapshot()?.workers ?? []).filter(
      ({ simulated, state }) => simulated && state !== "stopping",
    )
    const peer = workers[Math.floor(this.#parts.random() * workers.length)]
    if (peer !== undefined) this.remove({ kind: "worker", peer }, "kill")
  }

  tellFailure(error: unknown): void {
    this.#teller.failure(error)
  }

  #find(kind: PeerKind, name: string): Client | Worker | undefined {
    return this.#all(kind).find((peer) => peer.name === name)
  }

  #all(kind: PeerKind): Peers {
    return this.#parts.snapshot()?.[`${kind}s`] ?? []
  }

  #simulated(kind: PeerKind): Peers {
    return this.#all(kind).filter(({ simulated }) => simulated)
  }

  #removeOne(kind: PeerKind, peer: Client | Worker, mode: Removal): void {
    this.#teller.begin(async () => {
      const hasGone = !(await this.#removeByName(kind, peer.name, mode))
      const again = mode === "drain" ? undefined : this.#spawnAgain(kind, [peer])
      if (hasGone) this.#tellGone(peer.name)
      else this.#teller.success(describeRemoved(peer, mode), again)
    })
  }

  /** What was to be done had been done already, by itself or by somebody else. */
  #tellGone(what: string): void {
    this.#teller.success(`${what} had gone already`)
  }

  /** Peers that are gone cannot come back, but others like them can. */
  #spawnAgain(kind: PeerKind, gone: Peers): ToastAction | undefined {
    const orders = countBehaviours(gone)
    if (orders.length === 0) return undefined
    return {
      label: "Spawn again",
      run: () => {
        for (const { count, behaviour } of orders) this.order(kind, count, behaviour)
      },
      isPossible: () => true,
    }
  }

  async #removeMany(kind: PeerKind, peers: Peers, mode: Removal): Promise<void> {
    const { done, failed, failure } = await this.#removeEach(kind, peers, mode)
    const verb = mode === "kill" ? "Killed" : "Stopped"
    const wentBefore = peers.length - done - failed
    const before = wentBefore > 0 ? `; ${wentBefore} had gone already` : ""
    if (done > 0) {
      const again = done === peers.length ? this.#spawnAgain(kind, peers) : undefined
      this.#teller.success(`${verb} ${plural(done, kind)}${before}`, again)
    } else if (failure === null) this.#tellGone(plural(peers.length, kind))
    if (failure !== null) {
      this.#teller.failure(new Error(`${plural(failed, kind)} stayed: ${failure.message}`))
    }
  }

  async #removeEach(kind: PeerKind, peers: Peers, mode: Removal): Promise<BulkOutcome> {
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
      await this.#parts.api.remove(kind, name, mode)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false
      throw error
    }
  }

  /** By what they have in hand while it is asked, which goes on changing. */
  #confirmKill(
    kind: PeerKind,
    asked: Peers,
    verb: string,
    what: string,
    onConfirm: () => void,
  ): void {
    const left = () => asked.flatMap(({ name }) => this.#find(kind, name) ?? [])
    const describe = () => {
      const outstanding = left().reduce((sum, peer) => sum + peer.outstanding, 0)
      if (kind === "client") return describeCut(outstanding)
      return describeKill(outstanding, this.#parts.snapshot()?.settings.onWorkerLoss === "requeue")
    }
    const isMoot = () => left().length === 0
    const question = { title: `${verb} ${what}?`, describe, isMoot, confirm: verb, onConfirm }
    this.dialogs.set({ type: "confirm", question })
  }
}

/** What killing workers does to the requests they have in hand. */
function describeKill(outstanding: number, requeues: boolean): string {
  if (outstanding === 0) return "No request is in hand there, so none is lost."
  const fate = requeues ? "go back to the head of the queue" : "be lost"
  return `${plural(outstanding, "request")} in hand would ${fate}.`
}

/** What cutting clients does to the requests that they wait for. */
function describeCut(outstanding: number): string {
  if (outstanding === 0) return "It waits for no reply, so none is lost."
  return `It waits for ${plural(outstanding, "reply", "replies")}, which it would not get.`
}

function describeRemoved({ name, simulated }: Client | Worker, mode: Removal): string {
  if (mode === "drain") {
    return `Nothing more is dealt to ${name}: ${simulated ? "it goes" : "stop it"} once it has replied to all it has`
  }
  if (!simulated) return `Disconnected ${name}`
  return mode === "kill" ? `Killed ${name}` : `${name} stops after what it has in hand`
}

/** All of it but what a worker has announced as it connected. */
function changeable(behaviour: Behaviour): Behaviour {
  if (!("weight" in behaviour)) return behaviour
  const { weight: _, ...rest } = behaviour
  return rest
}
