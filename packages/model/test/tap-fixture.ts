import type { Envelope } from "@zmqscope/protocol"
import { BODIES, PEERS, returnedRow } from "@zmqscope/testkit/samples"
import { parseFilter } from "../src/tap/filter/index.js"
import { TapBoard, type TapInput } from "../src/tap/tap-board.js"
import { TapLog } from "../src/tap/tap-log.js"

/** The tap's list over a log that the test fills, with a clock that it owns. */
export class TapFixture {
  readonly log: TapLog
  readonly clientNames = new Map<number, string>()
  readonly live: Envelope[] = []
  readonly board: TapBoard
  readonly kept: Envelope[] = []
  nowAt = 0
  version = 0
  #clockMs = 0
  #frameMs = 0
  #number = 0

  /** Each look at the clock takes so long: the slower, the more slices. */
  constructor(capacity = 1000, lookMs = 0) {
    this.log = new TapLog(capacity)
    const { clientNames, live, log } = this
    const version = () => this.version
    const nowAt = () => this.nowAt
    const input: TapInput = {
      log,
      roster: {
        ...PEERS,
        client: (index) => clientNames.get(index) ?? PEERS.client(index),
        clientNames,
        workerNames: new Map([0, 1, 2].map((index) => [index, PEERS.worker(index)])),
        get version() {
          return version()
        },
      },
      bodies: BODIES,
      liveRows: live,
      get nowAt() {
        return nowAt()
      },
      epochUnixUs: 0,
    }
    const clock = () => {
      this.#clockMs += lookMs
      return this.#clockMs
    }
    this.board = new TapBoard({ input, clock })
  }

  /** Ends envelopes, with round trips that are no order of their own. */
  end(count: number): void {
    for (let at = 0; at < count; at += 1) {
      this.#number += 1
      this.nowAt += 1000
      const rtt = 1600 + ((this.#number * 7919) % 1000)
      const receivedAt = this.nowAt - rtt
      const row = returnedRow({
        number: this.#number,
        worker: this.#number % 3,
        receivedAt,
        endedAt: this.nowAt,
      })
      this.log.append(row)
      this.kept.push(row)
    }
  }

  frame(): void {
    this.#frameMs += 1000
    this.#clockMs += 1000
    this.board.work()
    this.board.notify(this.#frameMs)
  }

  settle(): number {
    let frames = 0
    do {
      this.frame()
      frames += 1
    } while (this.board.busy)
    this.frame()
    return frames
  }

  filter(text: string): void {
    this.board.ask({ terms: parseFilter(text).terms })
  }

  listed(): readonly number[] {
    return Array.from({ length: this.board.count }, (_, at) => this.board.at(at)?.number ?? -1)
  }

  /** The rows kept, in another order, by their numbers. */
  by(key: (row: Envelope) => number, rows = this.kept): readonly number[] {
    return rows
      .toSorted((one, other) => key(one) - key(other) || other.number - one.number)
      .map(({ number }) => number)
  }
}
