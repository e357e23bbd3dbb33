import { useEffect, useMemo } from "react"
import { type AppParts, useApp, usePolled, useUrl } from "../../hooks/index.js"
import { Polled, type PolledView } from "../../polled.js"

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
  readonly load: (app: AppParts, number: number) => Promise<R>
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
  const all = useMemo(
    () => new Polled({ load: () => source.loadAll(app), everyMs: () => source.allEveryMs }),
    [source, app],
  )
  const one = useMemo(() => {
    const load = async (known: R | null) => {
      if (number === null) return null
      const run = await source.load(app, number)
      // Another is shown, or the one that is shown has ended.
      if (known === null || source.isOver(run)) all.lookNow()
      return run
    }
    const everyMs = ({ value, isGone }: PolledView<R | null>) =>
      value === null || isGone || source.isOver(value) ? null : source.everyMs
    return new Polled({ load, everyMs })
  }, [source, app, number, all])
  const shown = usePolled(one)
  const kept = usePolled(all)
  const going = number === null ? kept.value?.find((run) => !source.isOver(run)) : undefined
  const goingNumber = going?.number
  useEffect(() => {
    if (goingNumber !== undefined) url.set({ [source.name]: goingNumber })
  }, [url, source, goingNumber])
  return { number, shown, kept, lookNow: one.lookNow, lookAtKept: all.lookNow }
}
