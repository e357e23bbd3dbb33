import { formatDuration } from "@zmqscope/metrics"
import { describeChanges, describeSetup, trialWindow } from "@zmqscope/model"
import type { Trial } from "@zmqscope/protocol"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { SceneOffer } from "../scenes/SceneOffer.js"
import { usePick, useTrials } from "./use-trials.js"

/** Results that stay, the newest at the right, where the charts' now is; none before the first change. */
export function TrialStrip() {
  const { commands } = useApp()
  const trials = useTrials()
  if (trials.length < 2) {
    return (
      <div className="flex min-w-0 flex-1 basis-80 justify-end">
        <SceneOffer />
      </div>
    )
  }
  return (
    <div className="flex min-w-0 flex-1 basis-80 items-center justify-end gap-2">
      <ul
        aria-label="Trials, the newest first"
        // Whole ones alone: those that have no room stand on lines below, and are scrolled to.
        className="flex h-6 min-w-0 snap-y snap-mandatory flex-row-reverse flex-wrap justify-start gap-1 overflow-y-auto [scrollbar-width:none]"
      >
        {trials.toReversed().map((trial) => (
          <Chip key={trial.number} trial={trial} />
        ))}
      </ul>
      <Button
        look="small"
        title="Trials: figures side by side (R)"
        onClick={() => commands.run("trials")}
      >
        Trials
      </Button>
    </div>
  )
}

function Chip({ trial }: { readonly trial: Trial }) {
  const { letter, toggle } = usePick(trial)
  const { number, untilMs } = trial
  const changes = describeChanges(trial)
  const p99 = formatDuration(trial.figures.roundTripUs.p99)
  const title = `Trial ${number}, ${changes}: ${describeSetup(trial)}; p99 ${p99}, ${trialWindow(trial)}${untilMs === null ? ", goes on" : ""}`
  return (
    <li className="shrink-0 snap-start">
      <button
        type="button"
        aria-pressed={letter !== undefined}
        title={title}
        data-testid={TEST_IDS.trial}
        data-number={number}
        data-lost={trial.figures.lost}
        onClick={toggle}
        className="flex h-6 items-center gap-1.5 rounded-md border border-line2 px-2 text-tiny whitespace-nowrap text-ink2 hover:border-edge aria-pressed:border-accent aria-pressed:text-ink"
      >
        <span className="font-semibold text-ink">{letter ?? number}</span>
        <span className="max-w-40 truncate">{changes}</span>
        <span className="text-ink">p99 {p99}</span>
      </button>
    </li>
  )
}
