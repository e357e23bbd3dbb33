export type StreamState =
  | { readonly phase: "connecting" }
  | { readonly phase: "live" }
  /** Connected, but nothing has come since `sinceMs`. */
  | { readonly phase: "stale"; readonly sinceMs: number }
  /** Live, but records were missed a moment ago. */
  | { readonly phase: "gap"; readonly missed: number }
  | {
      readonly phase: "reconnecting"
      readonly attempt: number
      readonly retryAtMs: number
      /** What the server said when it closed, or empty. */
      readonly reason: string
    }

/** Whether what came last is of now, and not of before the stream was lost. */
export function isCurrent({ phase }: StreamState): boolean {
  return phase === "live" || phase === "gap"
}
