import { comparisonMarkdown, trialsMarkdown } from "../../model/index.js"
import { Button } from "../../ui/index.js"
import { copyText } from "../copy-text.js"
import { Comparison } from "./Comparison.js"
import { TrialTable } from "./TrialTable.js"
import { usePicked, useTrials } from "./use-trials.js"

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
