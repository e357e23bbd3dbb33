import { useMemo } from "react"

/** The series that are not turned off; the same array while series and choice are the same. */
export function useVisible<S extends { readonly id: string }>(
  series: readonly S[],
  hidden: ReadonlySet<string>,
): readonly S[] {
  return useMemo(() => series.filter(({ id }) => !hidden.has(id)), [series, hidden])
}
