import { LiveStore, Now, Replay, RowPlaces, type Speed } from "@zmqscope/model"
import { type EnvelopeRecord, type Hello, Records, type Snapshot } from "@zmqscope/protocol"
import { emptySnapshot, firstHello } from "@zmqscope/testkit/samples"
import { FlowEngine } from "../../src/flow/engine.js"

export const FRAME_MS = 16
export const EPOCH_US = 1_790_000_000_000_000
/** Those of `storm`. */
export const WORKERS = [0, 1, 2, 3, 4].map((index) => ({
  index,
  name: `worker-${index + 1}`,
  socketType: "REP" as const,
  address: "",
}))

const never = () => new Promise<never>(() => {})

function helloOf(run: Hello["run"]): Hello {
  return firstHello({ run, epochUnixUs: EPOCH_US, workers: WORKERS })
}

function snapshotAt(atUs: number): Snapshot {
  return emptySnapshot({ atMs: (EPOCH_US + atUs) / 1000, knownAt: atUs })
}

/** A page whose time the test is: records arrive late, some frames late too, as they do. */
export class FlowPage {
  readonly now = new Now()
  readonly live: LiveStore
  readonly replay: Replay
  readonly engine: FlowEngine
  #records: readonly EnvelopeRecord[]
  #sent = 0
  #snapshotMs = 0
  pageMs = 0

  constructor(records: readonly EnvelopeRecord[]) {
    this.#records = records
    this.live = new LiveStore({
      past: {
        history: never,
        historySince: never,
        recentEnvelopes: () => Promise.resolve([]),
        envelope: never,
        envelopesIn: never,
        searchBodies: never,
      },
      onGap: () => {},
    })
    this.replay = new Replay(this.live, this.now)
    this.replay.start()
    const { live, now, replay } = this
    const rows = new RowPlaces()
    this.engine = new FlowEngine({ live, now, replay, rows })
    this.engine.start()
    this.engine.setSize(900, 400, 16, 1)
    const box = { left: 300, right: 1200, top: 100, bottom: 500 }
    const names = WORKERS.map(({ name }) => name)
    const list = { names, rowPx: 60, left: 1210, right: 1500, top: 140, bottom: 440, scrollTop: 0 }
    rows.set("workers", list)
    this.engine.place(emptySnapshot(), box)
    this.live.acceptMessage(helloOf("one"))
  }

  /** A frame: what the broker wrote up to 30 to 60 ms ago has come. */
  async frame(elapsedMs = FRAME_MS): Promise<void> {
    this.pageMs += elapsedMs
    const untilUs = (this.pageMs - 30 - (this.pageMs % 31)) * 1000
    const first = this.#sent
    while ((this.#records[this.#sent]?.at ?? Number.POSITIVE_INFINITY) <= untilUs) this.#sent += 1
    const records = this.#records.slice(first, this.#sent)
    if (records.length > 0)
      this.live.acceptBatch({ firstSequence: first, records: Records.of(records) })
    if (this.pageMs - this.#snapshotMs >= 100 && untilUs > 0) {
      this.#snapshotMs = this.pageMs
      this.live.acceptMessage(snapshotAt(untilUs))
    }
    this.live.drain()
    await Promise.resolve()
    this.replay.advance(this.pageMs)
    this.engine.draw(this.pageMs)
  }

  async run(untilMs: number, each: () => void = () => {}): Promise<void> {
    while (this.pageMs < untilMs) {
      await this.frame()
      each()
    }
  }

  /** The broker goes. */
  end(): void {
    this.#records = []
    this.live.acceptMessage(helloOf(null))
  }

  /** Another comes that has nothing. */
  start(): void {
    this.live.acceptMessage(helloOf("two"))
  }

  choose(speed: Speed, heldMs: number | null = null): void {
    this.now.choose({ speed, heldMs })
  }
}
