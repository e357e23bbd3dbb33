import type { Trial } from "@zmqscope/protocol"
import { useApp, useUrl } from "../../hooks/index.js"
import {
  describeChanges,
  describeSetup,
  formatTrialValue,
  TRIAL_ROWS,
  trialWindow,
  whyUnknown,
} from "../../model/index.js"
import { togglePick, usePicked } from "./use-trials.js"

/** Short heads of the rows' figures, in their order. */
const HEADS: Readonly<Record<string, string>> = {
  "Requests received, a second": "Load",
  "Replies, a second": "Replies",
  "Workers busy": "Busy",
}

/** Every trial, the newest first: two are picked to be compared. */
export function TrialTable({ trials }: { readonly trials: readonly Trial[] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-label">
        <thead className="text-ink2">
          <tr className="text-left *:px-1.5 *:pb-1 *:font-medium">
            <th scope="col">Pick</th>
            <th scope="col">What began it, and how it was set up</th>
            {TRIAL_ROWS.map(({ name }) => (
              <th key={name} scope="col" title={name} className="text-right whitespace-nowrap">
                {HEADS[name] ?? name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trials.toReversed().map((trial) => (
            <Row key={trial.number} trial={trial} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ trial }: { readonly trial: Trial }) {
  const { url } = useApp()
  const { trials: numbers } = useUrl()
  const letter = usePicked().find((picked) => picked.trial.number === trial.number)?.letter
  const { number, untilMs } = trial
  return (
    <tr className="border-t border-line align-top *:px-1.5 *:py-1">
      <td>
        <button
          type="button"
          aria-pressed={letter !== undefined}
          aria-label={`Pick trial ${number}`}
          onClick={() => url.set({ trials: togglePick(numbers, number) })}
          className="min-h-6 min-w-6 rounded-md border border-line2 px-1.5 font-semibold hover:border-edge aria-pressed:border-accent aria-pressed:text-accent"
        >
          {letter ?? number}
        </button>
      </td>
      <td className="min-w-44">
        {describeChanges(trial)}
        {untilMs === null && <span className="text-ink2"> (goes on)</span>}
        <span className="block text-tiny text-ink2">
          {describeSetup(trial)}; {trialWindow(trial)}
        </span>
      </td>
      {TRIAL_ROWS.map((row) => (
        <td
          key={row.name}
          className="text-right whitespace-nowrap"
          title={whyUnknown(row, trial) ?? undefined}
        >
          {formatTrialValue(row, row.read(trial))}
        </td>
      ))}
    </tr>
  )
}
