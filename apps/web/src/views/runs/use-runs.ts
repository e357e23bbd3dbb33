import { useEffect, useMemo } from "react"
import { type AppParts, useApp, usePolled, useStore, useUrl } from "../../hooks/index.js"
import { Polled } from "../../polled.js"

export interface Run {
  readonly number: number
}

/** Runs that the server does and keeps: races, or sweeps. */
export interface RunSource<R extends Run> {
  /** As the URL calls it, and a sentence. */
  readonly name: "race" | "sweep"
  readonly isOver: (run: R) => boolean
  /** The latest first. */
  readonly loadAll: (app: AppParts) => Promise<readonly R[]>
  /** @param known as it was told last, if it was */
  readonly load: (app: AppParts, number: number, known: R | null) => Promise<R>
  /** How often one that goes on is asked for, milliseconds. */
  readonly everyMs: number
  /** The same of all of them; null: when one begins or ends alone. */
  readonly allEveryMs: number | null
}

/** The run that the URL names, or the one that goes on, and those that the server keeps. */
export function useRuns<R extends Run>(source: RunSource<R>) {
  const app = useApp()
  const { url } = app
  const number = useUrl()[source.name]
  const one = useMemo(
    () =>
      new Polled<R | null>({
        load: async (known) => (number === null ? null : source.load(app, number, known)),
        everyMs: ({ value, isGone }) =>
          value === null || isGone || source.isOver(value) ? null : source.everyMs,
      }),
    [source, app, number],
  )
  const all = useMemo(
    () => new Polled({ load: () => source.loadAll(app), everyMs: () => source.allEveryMs }),
    [source, app],
  )
  const shown = usePolled(one)
  const isOver = shown.value !== null && source.isOver(shown.value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew as another is shown, or the one that is ends
  useEffect(() => all.watch(), [all, number, isOver])
  const kept = useStore(all)
  const going = number === null ? kept.value?.find((run) => !source.isOver(run)) : undefined
  const goingNumber = going?.number
  useEffect(() => {
    if (goingNumber !== undefined) url.set({ [source.name]: goingNumber })
  }, [url, source, goingNumber])
  return { number, shown, kept, lookNow: one.lookNow, lookAtKept: all.lookNow }
}
