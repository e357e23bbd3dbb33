import type { BrokerPatch } from "@zmqscope/protocol"

export type PeerKind = "client" | "worker"

/** Key figures, by what they show. Round trips are in microseconds. */
export const FIGURES = {
  receivedPerSecond: "figure-received-rate",
  inFlight: "figure-in-flight",
  waiting: "figure-waiting",
  p50: "figure-p50",
  p95: "figure-p95",
  p99: "figure-p99",
  lost: "figure-lost",
} as const
export type FigureName = keyof typeof FIGURES

export type ChartName = "Queue depth" | "Throughput" | "Round trip" | "Where time goes" | "Fairness"

/** The terms of the conservation check: the fields of `totals`, and beside their sum `requeued`. */
export type Term =
  | "received"
  | "returned"
  | "undeliverable"
  | "lost"
  | "rejected"
  | "expired"
  | "shed"
  | "waiting"
  | "inFlight"
  | "requeued"

export type DealingChange = Pick<BrokerPatch, "dealing" | "prefetch" | "onWorkerLoss">
