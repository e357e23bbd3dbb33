import "./race.css"
import { DEFAULT_RACE, type RaceOrder } from "@zmqscope/protocol"
import { type ReactNode, useState } from "react"
import { useApp, useCommands } from "../../hooks/index.js"
import { dealingWords, orderWords, progressWords } from "../../races/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { PageHead } from "../header/PageButtons.js"
import { OtherRuns } from "../runs/OtherRuns.js"
import { RaceShown } from "./RaceShown.js"
import { SetUp } from "./SetUp.js"
import { useRace } from "./use-race.js"

/** Ways of dealing side by side: set up, run, and what came of it. */
export function RaceView() {
  const { url } = useApp()
  const race = useRace()
  const { number, view, all } = race
  const [order, setOrder] = useState<RaceOrder>(DEFAULT_RACE)
  const leave = () => url.step({ view: "broker" })
  useCommands({ "race-leave": leave })
  const isShown = number !== null
  const shown = isShown && view.state === "ready" ? view.race : null
  const show = (other: number | null) => url.step({ race: other })
  const change = (next: RaceOrder) => {
    setOrder(next)
    show(null)
  }
  const others = <EarlierRaces race={race} onShow={show} />
  return (
    <div className="race-page">
      <PageHead
        title={number === null ? "A race: ways of dealing side by side" : `Race ${number}`}
        status={shown !== null && progressWords(shown)}
        onLeave={leave}
      />
      <main
        data-testid={TEST_IDS.race}
        data-state={isShown ? view.state : all.state}
        data-number={number ?? ""}
        data-phase={shown?.phase ?? ""}
        data-round={shown?.round ?? ""}
        data-failure={view.state === "ready" ? (view.failure ?? "") : ""}
      >
        {number === null ? (
          <SetUp key={JSON.stringify(order)} order={order} onStarted={show} />
        ) : (
          <RaceShown {...race} number={number} others={others} onChange={change} onShow={show} />
        )}
        {shown === null && others}
      </main>
    </div>
  )
}

interface EarlierRacesProps {
  readonly race: ReturnType<typeof useRace>
  readonly onShow: (number: number | null) => void
}

function EarlierRaces({ race: { number, all, list }, onShow }: EarlierRacesProps) {
  const runs = all.races.map((race) => ({
    number: race.number,
    title: `Race ${race.number}: ${race.order.lanes.map(dealingWords).join(" against ")}`,
    detail: `${progressWords(race)}. ${orderWords(race.order)}`,
  }))
  return (
    <OtherRuns
      label="Other races"
      className="race-others"
      shown={number}
      runs={runs}
      onShow={onShow}
    >
      {troubleOf(all, list.refresh)}
    </OtherRuns>
  )
}

function troubleOf(
  { state, why }: ReturnType<typeof useRace>["all"],
  retry: () => void,
): ReactNode {
  if (state === "ready") return null
  if (state === "loading") return <p className="py-1 text-ink2">Asking for them…</p>
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 py-1 text-warn">
      They could not be asked for: {why}
      <Button look="small" onClick={retry}>
        Try again
      </Button>
    </p>
  )
}
