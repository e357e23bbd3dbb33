import { type Checkpoint, EMPTY_TOTALS } from "@zmqscope/protocol"
import { DEFAULT_SETTINGS } from "../src/options.js"

/** The figures of a broker that has done nothing. */
export function testCheckpoint(sequence: number): Checkpoint {
  return {
    type: "checkpoint",
    sequence,
    at: 0,
    totals: EMPTY_TOTALS,
    unseen: 0,
    stale: 0,
    requeued: 0,
    clients: [],
    workers: [],
    settings: DEFAULT_SETTINGS,
  }
}
