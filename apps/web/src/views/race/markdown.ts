import { markdownTable } from "@zmqscope/model"
import type { Race } from "@zmqscope/protocol"
import { TEST_SENTENCE, verdictRows } from "./figures.js"
import { dealingWords, orderWords, progressWords } from "./words.js"

/** A race's table as Markdown, with all that somebody needs to run it again. */
export function raceMarkdown(race: Race): string {
  const { order, lanes, verdicts } = race
  const head = [
    "",
    ...lanes.map((lane) => `${lane.letter}: ${dealingWords(lane)}`),
    "leads",
    "by chance",
  ]
  const rows = verdictRows(verdicts, lanes).map((row) => [
    row.title,
    ...row.lanes.map(({ mean, spread }) => (spread === "" ? mean : `${mean} (${spread})`)),
    row.leads,
    row.chance,
  ])
  return [
    `${progressWords(race)}. ${orderWords(order)}. Mean over the rounds (smallest to largest).`,
    "",
    markdownTable(head, rows, 1),
    TEST_SENTENCE,
    "",
  ].join("\n")
}
