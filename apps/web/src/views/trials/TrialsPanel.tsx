import {
  comparisonMarkdown,
  describeChanges,
  describeSetup,
  formatTrialValue,
  TRIAL_ROWS,
  trialsMarkdown,
  trialWindow,
  whyUnknown,
} from "@zmqscope/model"
import type { Trial } from "@zmqscope/protocol"
import { Button, Modal } from "../../ui/index.js"
import { copyText } from "../copy-text.js"
import { Comparison } from "./Comparison.js"
import { usePick, usePicked, useTrials } from "./use-trials.js"

export function TrialsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      size="large"
      title="Trials"
      description="Each stretch between two changes, with what was set and what was measured. Round trips count where they end."
      onClose={onClose}
    >
      <TrialsPanel />
    </Modal>
  )
}

/** All trials, and above them the two that are picked, side by side. */
export function TrialsPanel() {
  const trials = useTrials()
  const [before, after] = usePicked()
  if (trials.length === 0) return <p className="text-ink2">Nothing has been measured yet.</p>
  return (
    <div className="flex flex-col gap-5">
      {before !== undefined && after !== undefined ? (
        <div className="flex flex-col gap-2">
          <Comparison before={before.trial} after={after.trial} />
          <Button
            className="self-end"
            onClick={() =>
              void copyText(comparisonMarkdown(before.trial, after.trial), "the comparison")
            }
          >
            Copy the comparison as Markdown
          </Button>
        </div>
      ) : (
        <p className="text-ink2">Pick two of them to see their figures side by side.</p>
      )}
      <div className="flex flex-col gap-2">
        <TrialTable trials={trials} />
        <Button
          className="self-end"
          onClick={() => void copyText(trialsMarkdown(trials), "all trials")}
        >
          Copy all as Markdown
        </Button>
      </div>
    </div>
  )
}

/** Short heads of the rows' figures, in their order. */
const HEADS: Readonly<Record<string, string>> = {
  "Requests received, a second": "Load",
  "Replies, a second": "Replies",
  "Workers busy": "Busy",
}

/** Every trial, the newest first: two are picked to be compared. */
function TrialTable({ trials }: { readonly trials: readonly Trial[] }) {
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
  const { letter, toggle } = usePick(trial)
  const { number, untilMs } = trial
  return (
    <tr className="border-t border-line align-top *:px-1.5 *:py-1">
      <td>
        <button
          type="button"
          aria-pressed={letter !== undefined}
          aria-label={`Pick trial ${number}`}
          onClick={toggle}
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
