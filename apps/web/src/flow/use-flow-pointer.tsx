import { NO_WORKER } from "@zmqscope/protocol"
import { type MouseEvent, type ReactNode, useState } from "react"
import { formatCount } from "../format.js"
import { useApp, useSelection } from "../hooks/index.js"
import type { Selection } from "../url-state.js"
import type { FlowEngine } from "./engine.js"
import type { DotNews } from "./hit.js"

interface Hover {
  readonly selection: Selection
  readonly text: string
  readonly x: number
  readonly y: number
}

/** What the pointer is at: shown beside it, made to stand out, selected by a click. */
export function useFlowPointer(engine: FlowEngine) {
  const { live } = useApp()
  const { toggle } = useSelection()
  const [hover, setHover] = useState<Hover | null>(null)

  const find = (event: MouseEvent): Hover | null => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - left
    const y = event.clientY - top
    const dot = engine.dotAt(x, y)
    if (dot !== undefined) {
      return {
        selection: { kind: "envelope", number: dot.number },
        text: describe(dot),
        x: dot.x,
        y: dot.y,
      }
    }
    const peer = engine.peerAt(x, y)
    if (peer === null || peer.kind === "envelope") return null
    return { selection: peer, text: peer.name, x, y }
  }
  const describe = ({ number, client, worker, place }: DotNews): string => {
    const to = worker === NO_WORKER ? "" : ` to ${live.roster.worker(worker)}`
    return `#${formatCount(number)} ${live.roster.client(client)}${to}, ${place.replace("-", " ")}`
  }
  const show = (next: Hover | null) => {
    if (next === null && hover === null) return
    engine.setHovered(next?.selection ?? null)
    setHover(next)
  }
  return {
    tip: hover === null ? null : <Tip hover={hover} flowWidth={engine.layout.width} />,
    handlers: {
      onPointerMove: (event: MouseEvent) => show(find(event)),
      onPointerLeave: () => show(null),
      onClick: (event: MouseEvent) => {
        const found = find(event)
        if (found !== null) toggle(found.selection)
      },
    },
  }
}

function Tip({
  hover,
  flowWidth,
}: {
  readonly hover: Hover
  readonly flowWidth: number
}): ReactNode {
  const isRight = hover.x > flowWidth / 2
  return (
    <p
      className="pointer-events-none absolute z-10 rounded border border-line2 bg-raise px-2 py-0.5 font-mono text-tiny whitespace-nowrap"
      style={{
        top: Math.max(0, hover.y - 34),
        ...(isRight ? { right: flowWidth - hover.x + 6 } : { left: hover.x + 6 }),
      }}
    >
      {hover.text}
    </p>
  )
}
