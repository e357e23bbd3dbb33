const WIDTH = 120
const HEIGHT = 26
const SECONDS = 60

/** The last minute of a rate as a line without axes, broken where it is not known. Newest at the right edge. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  const shown = values.slice(-SECONDS)
  const highest = Math.max(1, ...shown.map((value) => value ?? 0))
  const line = shown.map((value, at) => {
    if (value === null) return ""
    const x = WIDTH - ((shown.length - 1 - at) * WIDTH) / (SECONDS - 1)
    const y = HEIGHT - 2 - (value / highest) * (HEIGHT - 4)
    const isAfterGap = (shown[at - 1] ?? null) === null
    return `${isAfterGap ? "M" : "L"}${x.toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="h-[1.625rem] w-30 self-center max-wide:hidden"
      aria-hidden="true"
      preserveAspectRatio="none"
    >
      <path
        d={line.join("")}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.4"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
