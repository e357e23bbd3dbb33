import type { WorkerAccount } from "./accounts.js"
import { DealerPort, type PrivateEndpoints } from "./dealer-port.js"
import type { Dealing } from "./dealing.js"
import { Ring } from "./ring.js"
import { type OwnStrategy, STRATEGIES } from "./strategies.js"

/** Prefetch bounds what a worker's pipe holds. */
const NO_HIGH_WATER_MARK = 0

export interface OwnDealersOptions {
  readonly strategy: OwnStrategy
  readonly prefetch: number
  readonly messageBytes: number
  readonly random: () => number
}

/** The broker's own strategies: every leg has a DEALER of its own, and the broker picks. */
export class OwnDealers implements Dealing {
  strategy: OwnStrategy
  readonly #endpoints: PrivateEndpoints
  readonly #options: OwnDealersOptions
  readonly #onReply: (frames: Buffer[]) => void
  readonly #ring: Ring
  readonly #ports = new Map<WorkerAccount, DealerPort>()

  constructor(
    endpoints: PrivateEndpoints,
    options: OwnDealersOptions,
    onReply: (frames: Buffer[]) => void,
  ) {
    this.#endpoints = endpoints
    this.#options = options
    this.#onReply = onReply
    this.strategy = options.strategy
    this.#ring = new Ring(options.prefetch)
  }

  set prefetch(prefetch: number) {
    this.#ring.prefetch = prefetch
  }

  portForNext(): Promise<DealerPort> {
    const { messageBytes } = this.#options
    return DealerPort.bind(this.#endpoints.next(), messageBytes, this.#onReply, NO_HIGH_WATER_MARK)
  }

  workerJoined(worker: WorkerAccount, port: DealerPort): void {
    this.#ports.set(worker, port)
    this.#ring.add(worker)
  }

  workerLeft(worker: WorkerAccount): void {
    this.#ring.remove(worker)
  }

  portReleased(port: DealerPort, worker: WorkerAccount | undefined): void {
    if (worker !== undefined) this.#ports.delete(worker)
    port.close()
  }

  isReady(): boolean {
    return this.#ring.hasEligible()
  }

  async deal(frames: Buffer[]): Promise<WorkerAccount> {
    const worker = this.#ring.choose(STRATEGIES[this.strategy], this.#options.random)
    const port = worker && this.#ports.get(worker)
    if (worker === undefined || port === undefined) throw new Error("no worker may be dealt to")
    await port.send(frames)
    return worker
  }

  close(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }
}
