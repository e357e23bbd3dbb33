/** A load, and how long it made requests take. */
interface Loaded {
  readonly perSecond: number
  readonly us: number | null
}

const FEWEST = 3

/**
 * The load at the knee of a curve of latency against load: where power, load by latency, is highest
 * (Kleinrock, "Power and deterministic rules of thumb for probabilistic problems in computer
 * communications", ICC 1979). Below it more load costs little, above it much. Null of fewer than
 * three, and where power still grows at the highest load: the knee lies beyond it.
 */
export function kneeOf(points: readonly Loaded[]): number | null {
  const known = points.flatMap(({ perSecond, us }) =>
    us === null || us <= 0 ? [] : [{ perSecond, power: perSecond / us }],
  )
  if (known.length < FEWEST) return null
  const best = known.reduce((one, point) => (point.power > one.power ? point : one))
  return best.perSecond === points.at(-1)?.perSecond ? null : best.perSecond
}
