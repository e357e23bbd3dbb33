import { type MouseEvent, type ReactNode, useState } from "react"
import { useSelection } from "../hooks/index.js"
import type { FlowEngine } from "./engine.js"
import { type Hit, hitAt } from "./hit.js"

/** What the pointer is at: shown beside it, made to stand out, selected by a click. */
export function useFlowPointer(engine: FlowEngine) {
  const { toggle } = useSelection()
  const [hover, setHover] = useState<Hit | null>(null)

  const find = (event: MouseEvent): Hit | null => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return hitAt(engine, event.clientX - left, event.clientY - top)
  }
  const show = (next: Hit | null) => {
    if (next === null && hover === null) return
    engine.show({ hovered: next?.selection ?? null })
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

function Tip({ hover, flowWidth }: { readonly hover: Hit; readonly flowWidth: number }): ReactNode {
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
