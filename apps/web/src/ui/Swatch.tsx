import type { WorkerLook } from "../colour.js"

const SHAPES = {
  solid: "M1 0h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H1a1 1 0 0 1-1-1V1a1 1 0 0 1 1-1z",
  dashed: "M4.5-.6 9.6 4.5 4.5 9.6-.6 4.5z",
  dotted: "M4.5-.4 9.4 8.6H-.4z",
} as const

/** A worker's mark: its colour, and past seven workers another shape (square, diamond, triangle). */
export function Swatch({ look }: { readonly look: WorkerLook }) {
  return (
    <svg
      viewBox="0 0 9 9"
      className="inline-block size-[0.5625rem] shrink-0 overflow-visible"
      aria-hidden="true"
    >
      <path d={SHAPES[look.pattern]} fill={look.colour} fillRule="evenodd" />
    </svg>
  )
}
