import { laneLook } from "./lane-looks.js"

/** A lane's line, as charts draw it. */
export function LaneMark({ lane }: { readonly lane: number }) {
  const { colour, dash } = laneLook(lane)
  return (
    <svg className="inline-block h-2 w-4" viewBox="0 0 16 8" aria-hidden="true">
      <path d="M0 4H16" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  )
}
