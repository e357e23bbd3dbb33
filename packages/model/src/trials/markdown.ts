import type { Trial } from "@zmqscope/protocol"
import { markdownTable } from "../markdown-table.js"
import { compareInWords, compareTrials } from "./compare.js"
import { formatTrialValue, TRIAL_ROWS, trialWindow, whyUnknown } from "./rows.js"
import { describeChanges, describeSetup } from "./words.js"

/** Trials as a Markdown table, a line each. */
export function trialsMarkdown(trials: readonly Trial[]): string {
  const names = TRIAL_ROWS.map(({ name }) => name)
  const rows = trials.map((trial) => [
    String(trial.number),
    describeChanges(trial),
    describeSetup(trial),
    ...TRIAL_ROWS.map((row) => whyUnknown(row, trial) ?? formatTrialValue(row, row.read(trial))),
    trialWindow(trial),
  ])
  return markdownTable(["Trial", "Change", "Set up", ...names, "Measured over"], rows, 3)
}

/** Two trials side by side as a Markdown table, and what came of it in words. */
export function comparisonMarkdown(before: Trial, after: Trial): string {
  const head = ["", `Trial ${before.number}`, `Trial ${after.number}`, "Difference"]
  const rows = [
    ["Set up", describeSetup(before), describeSetup(after), ""],
    ...compareTrials(before, after).map((compared) => [
      compared.row.name,
      compared.before,
      compared.after,
      compared.difference,
    ]),
    ["Measured over", trialWindow(before), trialWindow(after), ""],
  ]
  return `${markdownTable(head, rows, 1)}\n${compareInWords(before, after)}\n`
}
