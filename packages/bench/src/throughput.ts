import { type Findings, runCommand } from "./command.js"
import { compareCarriers } from "./compare-carriers.js"
import { measureCrowd } from "./crowd.js"
import { ALL_SHAPES } from "./shapes.js"
import { compareViewers } from "./viewers.js"

/**
 * What carries messages, side by side: round trips a second, their latency and the processor time
 * that they cost. With --full at every shape; with --viewers by how many watch, in lock-step or at a
 * --rate; with --rate alone at so many requests a second of each client, which is for crowds.
 */
const DEFAULTS = {
  rounds: 6,
  "warm-rounds": 2,
  seconds: 1,
  warmup: 0.5,
  clients: 64,
  workers: 4,
  bytes: 5,
  /** Requests a second of each client; in lock-step when left out. */
  rate: 0,
  full: false,
  viewers: false,
}
type Options = typeof DEFAULTS

await runCommand("throughput", DEFAULTS, measureThroughput)

async function measureThroughput(options: Options): Promise<Findings> {
  const { clients, workers, bytes, rate } = options
  const shape = { clients, workers, bytes }
  const paced = { ...shape, perSecond: rate * clients }
  if (options.viewers) return compareViewers(rate > 0 ? paced : shape, options)
  if (rate > 0) return measureCrowd(paced)
  return compareCarriers(options.full ? ALL_SHAPES : [shape], options)
}
