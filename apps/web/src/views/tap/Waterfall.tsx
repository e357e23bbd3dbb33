import { formatDuration, PARTS, type Part, type Parts } from "@zmqscope/metrics"
import { PLACE_WORDS } from "@zmqscope/model"
import { sum } from "d3-array"
import { workerLook } from "../../colour.js"

export const PART_NAMES: Readonly<Record<Part, string>> = {
  earlierUs: "earlier attempts",
  waitingUs: "waiting",
  unseenUs: PLACE_WORDS.unseen,
  backlogUs: "backlog",
  serviceUs: "service",
  returnUs: "return",
}
/** What fills a part at a worker: its backlog is a shade of its service, attempts before are hatched. */
export function partFill(part: Part, worker: number | null): string {
  const own = worker === null ? "var(--ink3)" : workerLook(worker).colour
  switch (part) {
    case "earlierUs":
      return "repeating-linear-gradient(135deg, var(--ink3) 0 2px, var(--line2) 2px 4px)"
    case "waitingUs":
      return "var(--ink3)"
    case "unseenUs":
      return "var(--edge)"
    case "backlogUs":
      return `color-mix(in oklab, ${own} 45%, var(--bg))`
    case "serviceUs":
      return own
    case "returnUs":
      return "var(--ink2)"
  }
}

interface WaterfallProps {
  readonly parts: Parts
  readonly worker: number | null
  /** The length of time that fills the width; what takes longer ends in a point there. */
  readonly fullUs: number
  readonly thick?: boolean
}

/** An envelope's parts as lengths, in words for who cannot see them. */
export function Waterfall({ parts, worker, fullUs, thick = false }: WaterfallProps) {
  const shown = PARTS.filter((part) => parts[part] > 0)
  // By more than rounding.
  const isLonger = sum(shown, (part) => parts[part]) > fullUs * 1.001
  const words = shown.map((part) => `${PART_NAMES[part]} ${formatDuration(parts[part])}`)
  return (
    <span
      role="img"
      aria-label={words.length === 0 ? "no time yet" : words.join(", ")}
      className={`flex overflow-hidden ${thick ? "h-2.5" : "h-[0.4375rem]"} ${isLonger ? "goes-on" : ""}`}
    >
      {shown.map((part) => (
        <i
          key={part}
          className="h-full shrink-0"
          style={{
            width: `${Math.min(100, (100 * parts[part]) / fullUs)}%`,
            background: partFill(part, worker),
          }}
        />
      ))}
    </span>
  )
}
