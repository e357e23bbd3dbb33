import "./race.css"
import { DEFAULT_RACE, type Race } from "@zmqscope/protocol"
import { type RunKind, RunPage } from "../runs/RunPage.js"
import { Lanes } from "./Lanes.js"
import { raceMarkdown } from "./markdown.js"
import { RaceActions } from "./RaceActions.js"
import { RaceCharts } from "./RaceCharts.js"
import { SetUp } from "./SetUp.js"
import { VerdictTable } from "./VerdictTable.js"
import { dealingWords, isOver, orderWords, progressWords } from "./words.js"

const RACES: RunKind<Race> = {
  name: "race",
  title: "A race: ways of dealing side by side",
  isOver,
  loadAll: async ({ server }) => (await server.races()).toReversed(),
  load: ({ server }, number) => server.race(number),
  everyMs: 250,
  allEveryMs: null,
  progressWords,
  progressOf: ({ progress }) => progress,
  told: (race) => ({
    title: `Race ${race.number}: ${race.order.lanes.map(dealingWords).join(" against ")}`,
    detail: `${progressWords(race)}. ${orderWords(race.order)}`,
  }),
  data: (race) => ({ "data-phase": race?.phase ?? "", "data-round": race?.round ?? "" }),
  markdown: raceMarkdown,
  startAgain: ({ server }, { order }) => server.startRace(order),
  SetUp: ({ first, onStarted }) => (
    <SetUp order={first?.order ?? DEFAULT_RACE} onStarted={onStarted} />
  ),
  Actions: RaceActions,
  Shown: ({ run, others }) => (
    <>
      <RaceCharts race={run} />
      {!isOver(run) && <Lanes race={run} />}
      <div className="race-results border-t border-line">
        <VerdictTable race={run} />
        {others}
      </div>
    </>
  ),
}

/** Ways of dealing side by side: set up, run, and what came of it. */
export function RaceView() {
  return <RunPage kind={RACES} />
}
