import type { Trial } from "@zmqscope/protocol"
import { useMemo } from "react"
import type { Pin } from "../../charts/index.js"
import { useApp, useStore, useUrl } from "../../hooks/index.js"

/** Oldest first; the last goes on. */
export function useTrials(): readonly Trial[] {
  const { trials } = useApp()
  return useStore(trials)
}

const LETTERS: readonly Pin["letter"][] = ["A", "B"]

const NONE: readonly Pin[] = []

/** Those that somebody picked, the earlier first, whichever was picked first. */
export function usePicked(): readonly Pin[] {
  const trials = useTrials()
  const { trials: numbers } = useUrl()
  return useMemo(
    () =>
      numbers.length === 0
        ? NONE
        : trials
            .filter(({ number }) => numbers.includes(number))
            .flatMap((trial, at) => {
              const letter = LETTERS[at]
              return letter === undefined ? [] : [{ letter, trial }]
            }),
    [trials, numbers],
  )
}

/** Whether a trial is picked, and by which letter; `toggle` picks it, or gives it up. */
export function usePick({ number }: Trial) {
  const { url } = useApp()
  const { trials: numbers } = useUrl()
  const letter = usePicked().find(({ trial }) => trial.number === number)?.letter
  return { letter, toggle: () => url.set({ trials: togglePick(numbers, number) }) }
}

/** Of three the one that was picked first goes. */
function togglePick(numbers: readonly number[], number: number): readonly number[] {
  if (numbers.includes(number)) return numbers.filter((other) => other !== number)
  return [...numbers, number].slice(-LETTERS.length)
}
