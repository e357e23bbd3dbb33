/** How a series is drawn; CSS colours. */
export interface SeriesLook {
  readonly colour: string
  readonly shape: "line" | "area"
  /** `stroke-dasharray` of a line. */
  readonly dash?: string | undefined
}

/** A small piece of the series, before its name. */
export function SeriesMark({ look }: { look: SeriesLook }) {
  return (
    <svg className="chart-mark" viewBox="0 0 12 8" aria-hidden="true">
      {look.shape === "line" ? (
        <path d="M0 4H12" stroke={look.colour} strokeWidth="2" strokeDasharray={look.dash} />
      ) : (
        <rect x="1" y="0" width="8" height="8" rx="1.5" fill={look.colour} />
      )}
    </svg>
  )
}
