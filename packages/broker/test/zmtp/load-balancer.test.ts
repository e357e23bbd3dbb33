import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import { Dealer } from "zeromq"
import type { WorkerAccount } from "../../src/accounts.js"
import { LoadBalancer } from "../../src/dealing/load-balancer.js"
import { workerAccount } from "../parts.js"
import { pick } from "../pick.js"

/** A worker of libzmq's DEALER, and the same in our balancer. */
interface Pair {
  readonly socket: Dealer
  readonly account: WorkerAccount
}

/** libzmq's DEALER over TCP, told of and asked in lockstep with ours. */
class RealDealer implements Disposable {
  readonly #dealer = new Dealer({ linger: 0 })
  readonly #pairs = new Set<Pair>()
  #onDealt: (account: WorkerAccount) => void = () => {}
  #onLeft: () => void = () => {}

  static async bind(): Promise<RealDealer> {
    const real = new RealDealer()
    await real.#dealer.bind("tcp://127.0.0.1:*")
    real.#dealer.events.on("disconnect", () => real.#onLeft())
    return real
  }

  async join(account: WorkerAccount): Promise<Pair> {
    const socket = new Dealer({ linger: 0 })
    socket.connect(this.#dealer.lastEndpoint ?? "")
    const pair = { socket, account }
    this.#pairs.add(pair)
    await this.#hear(pair)
    void (async () => {
      for await (const _request of socket) this.#onDealt(account)
    })().catch(() => {})
    return pair
  }

  /** Whom it deals the next request to. */
  async deal(): Promise<WorkerAccount> {
    const dealt = new Promise<WorkerAccount>((resolve) => {
      this.#onDealt = resolve
    })
    await this.#dealer.send("request")
    return dealt
  }

  async leave(pair: Pair): Promise<void> {
    const left = new Promise<void>((resolve) => {
      this.#onLeft = resolve
    })
    this.#pairs.delete(pair)
    pair.socket.close()
    await left
    // Its pipe ends in a handshake of commands with the one thread that does all sockets' I/O. Three
    // messages through that thread, one after the other, come behind all of them.
    const [other] = this.#pairs
    if (other === undefined) return
    for (let count = 0; count < 3; count += 1) await this.#hear(other)
  }

  [Symbol.dispose](): void {
    for (const { socket } of this.#pairs) socket.close()
    this.#dealer.close()
  }

  async #hear({ socket }: Pair): Promise<void> {
    await socket.send("here")
    await this.#dealer.receive()
  }
}

test.each([1, 2, 3, 4])(
  "libzmq's DEALER and ours deal alike while workers come and go, seed %i",
  async (seed) => {
    using real = await RealDealer.bind()
    const ours = new LoadBalancer()
    const random = randomLcg(seed)
    const pairs: Pair[] = []
    const dealt: { libzmq: number[]; ours: (number | undefined)[] } = { libzmq: [], ours: [] }
    let joined = 0
    let left = 0
    for (let step = 0; step < 150; step += 1) {
      const draw = random()
      const leaving = draw > 0.9 && pairs.length > 1 ? pick(pairs, random) : undefined
      if (pairs.length === 0 || (draw < 0.12 && pairs.length < 9)) {
        const account = workerAccount(joined)
        joined += 1
        pairs.push(await real.join(account))
        ours.add(account)
      } else if (leaving !== undefined) {
        pairs.splice(pairs.indexOf(leaving), 1)
        left += 1
        await real.leave(leaving)
        ours.remove(leaving.account)
      } else {
        dealt.libzmq.push((await real.deal()).index)
        dealt.ours.push(ours.choose()?.index)
      }
    }
    expect(dealt.ours).toEqual(dealt.libzmq)
    expect(left).toBeGreaterThan(3)
    expect(new Set(dealt.libzmq).size).toBeGreaterThan(5)
  },
)

/** One message at the DEALER and one at its worker: libzmq adds the marks of both ends where nothing is between. */
const IN_PIPE = 2

test.each([1, 2, 3, 4, 5, 6])(
  "pipes that are full and have room again are dealt to alike, seed %i",
  async (seed) => {
    const random = randomLcg(seed)
    const endpoint = `inproc://pipes-${seed}`
    const dealer = new Dealer({ linger: 0, sendHighWaterMark: 1, sendTimeout: 0 })
    await dealer.bind(endpoint)
    const ours = new LoadBalancer(IN_PIPE)
    const pairs: Pair[] = []
    /** What ours dealt to each, in order. */
    const expected = new Map<Pair, number[]>()
    let refused = 0
    let read = 0
    const readNext = async (pair: Pair) => {
      const request = expected.get(pair)?.shift()
      if (request === undefined) return
      const [got] = await pair.socket.receive()
      expect(Number(String(got)), `at worker ${pair.account.index}`).toBe(request)
      read += 1
      pair.account.load -= 1
      ours.replied(pair.account)
    }
    try {
      for (let request = 0; request < 400; request += 1) {
        const draw = random()
        // Both take note of who has come, who has read, and whether anybody has room.
        expect(ours.hasRoom()).toBe(dealer.writable)
        if (pairs.length < 2 || (draw < 0.03 && pairs.length < 6)) {
          const socket = new Dealer({ linger: 0, receiveHighWaterMark: 1 })
          socket.connect(endpoint)
          const pair = { socket, account: workerAccount(pairs.length) }
          pairs.push(pair)
          expected.set(pair, [])
          ours.add(pair.account)
          continue
        }
        const reader = draw < 0.45 ? pick(pairs, random) : undefined
        if (reader !== undefined) {
          await readNext(reader)
          continue
        }
        const sent = await dealer.send(`${request}`).then(
          () => true,
          () => false,
        )
        const account = ours.choose()
        expect(account !== undefined, `request ${request} is taken`).toBe(sent)
        if (account === undefined) {
          refused += 1
          continue
        }
        account.load += 1
        const pair = pairs.find((one) => one.account === account)
        if (pair !== undefined) expected.get(pair)?.push(request)
      }
      for (const pair of pairs) while ((expected.get(pair) ?? []).length > 0) await readNext(pair)
      expect(refused).toBeGreaterThan(0)
      expect(read).toBeGreaterThan(100)
    } finally {
      for (const { socket } of pairs) socket.close()
      dealer.close()
    }
  },
)
