import type { Series } from "../../charts/index.js"

/** A lane's line, as charts draw it. */
export function LaneMark({ lane }: { readonly lane: number }) {
  const { colour, dash } = laneLook(lane)
  return (
    <svg className="inline-block h-2 w-4" viewBox="0 0 16 8" aria-hidden="true">
      <path d="M0 4H16" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  )
}

type LaneLook = Pick<Series, "colour" | "dash">

/** Lanes are told apart by weight and dashes: colours are the workers', and red is loss. */
const LOOKS: readonly LaneLook[] = [
  { colour: "var(--ink)" },
  { colour: "var(--accent)" },
  { colour: "var(--ink2)", dash: "6 3" },
  { colour: "var(--accent)", dash: "2 2.5" },
]
const REST: LaneLook = { colour: "var(--ink2)" }

export function laneLook(lane: number): LaneLook {
  return LOOKS[lane] ?? REST
}
