import type { ReactNode } from "react"

/** A sign of the flow, drawn as the flow draws it. */
export function Sign({ children }: { readonly children: ReactNode }) {
  return (
    <svg viewBox="-24 -12 48 24" className="h-6 w-12 shrink-0" aria-hidden="true">
      {children}
    </svg>
  )
}

/** A small dot in a ring. */
export function InService() {
  return (
    <g className="fill-none stroke-current" strokeWidth={2}>
      <circle r={7.5} />
      <circle r={2} />
    </g>
  )
}

export function Dot({ x = 0 }: { readonly x?: number }) {
  return <circle className="fill-current" cx={x} r={4.2} />
}

/** Two strokes across. */
export function Cross({ arm = 4.5 }: { readonly arm?: number }) {
  return <path className="fill-none stroke-current" strokeWidth={2.2} d={crossOf(arm)} />
}

export function Outline({ d, width = 2 }: { readonly d: string; readonly width?: number }) {
  return <path className="fill-none stroke-current" strokeWidth={width} d={d} />
}

function crossOf(arm: number): string {
  return `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`
}
