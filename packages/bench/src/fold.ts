import { type Findings, progress, runCommand } from "./command.js"
import { FoldingServer } from "./folding-server.js"
import { RecordStream } from "./record-stream.js"
import { type Spread, spread } from "./statistics.js"
import { formatSpread, formatTable } from "./table.js"

/** What a record costs the server: taken off the pipe, decoded, folded, stored, and passed on to viewers. */
const DEFAULTS = {
  rounds: 9,
  "warm-rounds": 3,
  /** Records in a round. */
  records: 400_000,
  clients: 64,
  workers: 4,
}
type Options = typeof DEFAULTS

await runCommand("fold", DEFAULTS, measureFold)

async function measureFold(options: Options): Promise<Findings> {
  const stream = new RecordStream(options)
  const server = new FoldingServer(options)
  const rounds = (count: number, measure: (frames: readonly Uint8Array[]) => number): number[] =>
    Array.from({ length: count }, (_, round) => {
      progress(`round ${round + 1} of ${count}`)
      return measure(stream.take(options.records)) / options.records
    })
  rounds(options["warm-rounds"], (frames) => server.timeNs(frames))
  const ns = spread(rounds(options.rounds, (frames) => server.timeNs(frames)))
  const bytes = spread(rounds(options.rounds, (frames) => server.allocatedBytes(frames)))
  server.check(stream.written)
  return report(ns, bytes)
}

function report(ns: Spread, bytes: Spread): Findings {
  const text = formatTable(
    ["a record", "processor ns", "allocated bytes"],
    [["pipe to viewers", formatSpread(ns, 0), formatSpread(bytes, 0)]],
  )
  return { text, data: { ns, bytes } }
}
