import type { FieldRange } from "./NumberField.js"

/** What the server's schemas allow (packages/protocol), with a slider's reach and steps. */
export const RANGES = {
  meanMs: { min: 0, max: 60_000, reach: 1000, step: 0.1, unit: "ms" },
  perSecond: { min: 0.01, max: 10_000, reach: 1000, step: 0.01, unit: "per s" },
  sizeBytes: { min: 0, max: 1_048_576, reach: 1_048_576, step: 1, unit: "B" },
  timeoutMs: { min: 10, max: 600_000, reach: 30_000, step: 1, unit: "ms" },
  retries: { min: 0, max: 1000, reach: 20, step: 1, unit: "" },
  serviceMs: { min: 0, max: 60_000, reach: 1000, step: 0.1, unit: "ms" },
  sigma: { min: 0, max: 3, reach: 3, step: 0.05, unit: "" },
  probability: { min: 0, max: 1, reach: 1, step: 0.001, unit: "" },
  perBurst: { min: 1, max: 10_000, reach: 1000, step: 1, unit: "requests" },
  everyMs: { min: 10, max: 600_000, reach: 10_000, step: 1, unit: "ms" },
  overMs: { min: 100, max: 3_600_000, reach: 600_000, step: 1, unit: "ms" },
  outstanding: { min: 1, max: 10_000, reach: 1000, step: 1, unit: "requests" },
  afterRequests: { min: 0, max: 1e9, reach: 10_000, step: 1, unit: "requests" },
} as const satisfies Record<string, FieldRange>
