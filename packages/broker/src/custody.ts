import type { BrokerSettings, Cause } from "@zmqscope/protocol"
import type { Message } from "@zmqscope/zmtp"
import type { ClientAccount, HeldRequest, WorkerAccount } from "./accounts.js"
import type { Chronicle } from "./chronicle.js"
import { monotonicUs } from "./clock.js"
import { FairQueue } from "./fair-queue.js"
import type { Room } from "./room.js"
import { Shedder } from "./shedding/shedder.js"

/** How often a request is dealt before it is lost with its worker for good. */
const MAX_ATTEMPTS = 3

/** What V8 holds for a request beside its message: the envelope, and its places in queues and tables. */
const REQUEST_OVERHEAD_BYTES = 512

export interface CustodyEvents {
  /** Requests wait that did not before. */
  requestWaits(): void
  /** One request fewer of a client waits. */
  waitsLess(client: ClientAccount): void
}

type Policy = Pick<BrokerSettings, "onWorkerLoss" | "dropAbandoned" | "shedding">

class WaitingRequests extends FairQueue<ClientAccount, HeldRequest> {
  constructor() {
    super(({ client }) => client)
  }

  since({ waitingSince }: HeldRequest): number {
    return waitingSince
  }
}

/**
 * What a broker holds: the messages of requests that have not ended, those that wait in turns by
 * client, and what becomes of them when their worker or client has gone.
 */
export class Custody {
  #policy: Policy
  readonly #chronicle: Chronicle<HeldRequest>
  readonly #room: Room
  readonly #events: CustodyEvents
  readonly #waiting = new WaitingRequests()
  readonly #shedder: Shedder<HeldRequest>
  readonly #now: () => number

  /** @param now microseconds on the clock of the records */
  constructor(
    chronicle: Chronicle<HeldRequest>,
    room: Room,
    policy: Policy,
    events: CustodyEvents,
    now: () => number = monotonicUs,
  ) {
    this.#chronicle = chronicle
    this.#room = room
    this.#policy = policy
    this.#events = events
    this.#shedder = new Shedder(policy.shedding)
    this.#now = now
  }

  get policy(): Policy {
    return this.#policy
  }

  set policy(policy: Policy) {
    const isSame = JSON.stringify(policy.shedding) === JSON.stringify(this.#policy.shedding)
    this.#policy = policy
    if (!isSame) this.#shedder.setting = policy.shedding
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Takes a request in; it waits. */
  receive(number: number, client: ClientAccount, received: Message): void {
    const message = received.compacted()
    const request: HeldRequest = {
      number,
      client,
      message,
      heldBytes: message.heldBytes + REQUEST_OVERHEAD_BYTES,
      bodyBytes: message.bodyBytes,
      state: "waiting",
      attempt: 0,
      worker: undefined,
      handedSequence: 0,
      waitingSince: this.#now(),
    }
    client.waiting += 1
    this.#room.take(1, request.heldBytes)
    this.#chronicle.receive(request)
    this.#waiting.push(request)
    if (client.isGone) this.clientLeft(client)
    this.#events.requestWaits()
  }

  /** The request whose turn it is. Deal it, hand it, or put it back. Others may be shed before it. */
  next(): HeldRequest | undefined {
    if (this.#policy.shedding.mode === "none") return this.#waiting.shift()
    const shed: HeldRequest[] = []
    const next = this.#shedder.take(this.#waiting, this.#now(), shed)
    for (const request of shed) this.#shed(request)
    return next
  }

  /** Nobody took it: it is the next again, unless its client has left meanwhile. */
  putBack(request: HeldRequest): void {
    this.#waiting.unshift(request)
    if (request.client.isGone) this.clientLeft(request.client)
  }

  /** A DEALER took it. */
  hand(request: HeldRequest): void {
    this.#chronicle.hand(request)
    this.#leftWaiting(request)
  }

  /** It goes to a worker that the broker chose. */
  deal(request: HeldRequest, worker: WorkerAccount): void {
    this.#chronicle.deal(request, worker)
    this.#leftWaiting(request)
  }

  return(request: HeldRequest, bodyBytes: number): void {
    this.#chronicle.return(request, bodyBytes)
    this.#room.take(0, -request.heldBytes)
  }

  undeliverable(request: HeldRequest, bodyBytes: number): void {
    this.#chronicle.undeliverable(request, bodyBytes)
    this.#room.take(0, -request.heldBytes)
  }

  /** @param cause by default why its worker went */
  lose(request: HeldRequest, cause?: Cause): void {
    this.#chronicle.lose(request, cause)
    this.#room.take(0, -request.heldBytes)
  }

  /** Requests whose worker has gone, and took them along: lost, or back to the head of waiting. */
  release(requests: readonly HeldRequest[]): void {
    const inOrder = requests.toSorted((a, b) => a.handedSequence - b.handedSequence)
    const requeued: HeldRequest[] = []
    for (const request of inOrder) {
      const isLost = this.policy.onWorkerLoss === "lose" || request.attempt + 1 >= MAX_ATTEMPTS
      if (isLost) {
        this.lose(request)
        continue
      }
      this.#chronicle.requeue(request)
      request.client.waiting += 1
      request.waitingSince = this.#now()
      this.#room.take(1, 0)
      requeued.push(request)
    }
    for (const request of requeued.toReversed()) this.#waiting.unshift(request)
    if (requeued.length === 0) return
    this.expireAbandoned()
    this.#events.requestWaits()
  }

  #shed(request: HeldRequest): void {
    this.#chronicle.shed(request)
    this.#room.take(0, -request.heldBytes)
    this.#leftWaiting(request)
  }

  clientLeft(client: ClientAccount): void {
    if (this.policy.dropAbandoned) this.#expire(client)
  }

  /** Applies `dropAbandoned` to what waits already. */
  expireAbandoned(): void {
    if (!this.policy.dropAbandoned) return
    for (const client of this.#waiting.owners()) if (client.isGone) this.#expire(client)
  }

  #expire(client: ClientAccount): void {
    for (const request of this.#waiting.remove(client)) {
      this.#chronicle.expire(request)
      client.waiting -= 1
      this.#room.take(-1, -request.heldBytes)
    }
  }

  #leftWaiting({ client }: HeldRequest): void {
    client.waiting -= 1
    this.#room.take(-1, 0)
    this.#events.waitsLess(client)
  }
}
