import "./race.css"
import { DEFAULT_RACE, type RaceOrder } from "@zmqscope/protocol"
import { useState } from "react"
import { useApp, useCommands } from "../../hooks/index.js"
import { dealingWords, orderWords, progressWords } from "../../races/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Keys } from "../../ui/index.js"
import { PageHead } from "../header/PageButtons.js"
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
      >
        <Button onClick={leave}>
          Back to the broker <Keys keys={["Esc"]} />
        </Button>
      </PageHead>
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

/** The races that the server keeps, the latest first. */
function EarlierRaces({ race: { number, all, list }, onShow }: EarlierRacesProps) {
  const others = all.races.filter((race) => race.number !== number)
  return (
    <section aria-label="Other races" className="race-others min-w-0 px-6 py-2 text-label">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold">Other races</h3>
        {number !== null && (
          <Button look="small" onClick={() => onShow(null)}>
            Set up another
          </Button>
        )}
      </div>
      {all.state === "failed" && (
        <p role="alert" className="flex flex-wrap items-center gap-3 py-1 text-warn">
          They could not be asked for: {all.why}
          <Button look="small" onClick={list.refresh}>
            Try again
          </Button>
        </p>
      )}
      {all.state === "loading" && <p className="py-1 text-ink2">Asking for them…</p>}
      {all.state === "ready" && others.length === 0 && (
        <p className="py-1 text-ink2">
          None yet: the last ones are kept as long as the server runs.
        </p>
      )}
      <ul>
        {others.map((race) => (
          <li key={race.number}>
            <button
              type="button"
              className="w-full rounded-md py-1 text-left hover:bg-raise"
              onClick={() => onShow(race.number)}
            >
              <span className="font-semibold">
                Race {race.number}: {race.order.lanes.map(dealingWords).join(" against ")}
              </span>{" "}
              <span className="text-ink2">
                {progressWords(race)}. {orderWords(race.order)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
