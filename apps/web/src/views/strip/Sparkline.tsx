import { line } from "d3-shape"

const WIDTH = 120
const HEIGHT = 26
const SECONDS = 60

/** The last minute of a rate as a line without axes, broken where it is not known. Newest at the right edge. */
export function Sparkline(props: {
  readonly values: readonly (number | null)[]
  /** Where there is room for it; always, unless that is said. */
  readonly className?: string
}) {
  const { values, className = "" } = props
  const shown = values.slice(-SECONDS)
  const highest = Math.max(1, ...shown.map((value) => value ?? 0))
  const curve = line<number | null>()
    .defined((value) => value !== null)
    .x((_, at) => WIDTH - ((shown.length - 1 - at) * WIDTH) / (SECONDS - 1))
    .y((value) => HEIGHT - 2 - ((value ?? 0) / highest) * (HEIGHT - 4))
    .digits(1)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={`h-[1.625rem] w-30 self-center ${className}`}
      aria-hidden="true"
      preserveAspectRatio="none"
    >
      <path
        d={curve(shown) ?? ""}
        className="fill-none stroke-accent [stroke-linejoin:round]"
        strokeWidth="1.4"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
