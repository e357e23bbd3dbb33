import type { Envelope } from "@zmqscope/protocol"
import { BODIES, PEERS, returnedRow } from "@zmqscope/testkit/samples"
import { bench, describe } from "vitest"
import { DEFAULT_SORT, parseSort } from "../src/tap/columns.js"
import { parseFilter } from "../src/tap/filter/index.js"
import { TapBoard } from "../src/tap/tap-board.js"
import { TapLog } from "../src/tap/tap-log.js"

/**
 * How long the tap takes to answer over 100,000 rows: a round of frames at 60 Hz, in each of which it
 * works one slice. `pnpm bench:tap`.
 */
const ROWS = 100_000
const FRAME_MS = 1000 / 60

const QUESTIONS = [
  { filter: "rtt>2ms", sort: "time-desc" },
  { filter: "client:client-3 worker:worker-2 rtt>20ms outcome:lost size>1kb", sort: "time-desc" },
  { filter: "ient-3", sort: "time-desc" },
  { filter: "", sort: "rtt-desc" },
  { filter: "", sort: "client-asc" },
  { filter: "rtt>2ms -worker:worker-1", sort: "rtt-desc" },
]

interface Figures {
  readonly workMs: number
  readonly frames: number
  readonly longestSliceMs: number
}

const log = new TapLog(ROWS)
for (let number = 1; number <= ROWS; number += 1) {
  const receivedAt = number * 500
  const endedAt = receivedAt + 1600 + ((number * 7919) % 50_000)
  log.append(returnedRow({ number, client: number % 50, worker: number % 8, receivedAt, endedAt }))
}
const indexes = Array.from({ length: 50 }, (_, index) => index)
const board = new TapBoard({
  input: {
    log,
    roster: {
      ...PEERS,
      clientNames: new Map(indexes.map((index) => [index, PEERS.client(index)])),
      workerNames: new Map(indexes.map((index) => [index, PEERS.worker(index)])),
      version: 0,
    },
    bodies: BODIES,
    liveRows: [] as readonly Envelope[],
    nowAt: ROWS * 500,
    epochUnixUs: 0,
  },
  clock: () => performance.now(),
})

function ask({ filter, sort }: (typeof QUESTIONS)[number]): Figures {
  const { terms, errors } = parseFilter(filter)
  const wanted = parseSort(sort)
  if (errors.length > 0 || wanted === undefined) throw new Error(`${filter} ${sort} is no question`)
  board.ask({ terms: [], sort: DEFAULT_SORT })
  let frames = 0
  let workMs = 0
  let longestSliceMs = 0
  const slice = (work: () => void) => {
    const startMs = performance.now()
    work()
    const tookMs = performance.now() - startMs
    workMs += tookMs
    longestSliceMs = Math.max(longestSliceMs, tookMs)
  }
  slice(() => board.ask({ terms, sort: wanted }))
  do {
    slice(() => {
      board.work()
      board.notify(frames * FRAME_MS)
    })
    frames += 1
  } while (board.busy)
  return { workMs, frames, longestSliceMs }
}

describe(`the tap over ${ROWS} rows`, () => {
  for (const question of QUESTIONS) {
    const name = `${question.filter || "(all)"} by ${question.sort}`
    const runs: Figures[] = []
    bench(name, () => void runs.push(ask(question)), {
      teardown: (_, mode) => {
        if (mode === "run") process.stdout.write(`${name}: ${describeRuns(runs)}\n`)
      },
    })
  }
})

function describeRuns(runs: readonly Figures[]): string {
  const median = (values: readonly number[]) =>
    values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
  const workMs = median(runs.map((run) => run.workMs))
  const answerMs = median(runs.map((run) => run.frames)) * FRAME_MS
  const sliceMs = runs.map((run) => run.longestSliceMs)
  return [
    `works ${workMs.toFixed(1)} ms`,
    `answers after ${answerMs.toFixed(0)} ms at 60 Hz`,
    `longest slice ${median(sliceMs).toFixed(1)} ms, of all runs ${Math.max(...sliceMs).toFixed(1)} ms`,
  ].join(", ")
}
