import { assertUnreachable, type RaceOrder } from "@zmqscope/protocol"
import type { ReactNode } from "react"
import { useApp } from "../../hooks/index.js"
import { isOver, type RaceView, raceMarkdown } from "../../races/index.js"
import { Button } from "../../ui/index.js"
import { RunEnd } from "../runs/RunEnd.js"
import { Lanes } from "./Lanes.js"
import { RaceActions } from "./RaceActions.js"
import { RaceCharts } from "./RaceCharts.js"
import { VerdictTable } from "./VerdictTable.js"

interface RaceShownProps {
  readonly number: number
  readonly view: RaceView
  readonly lookNow: () => void
  /** The other races, beside what came of this one. */
  readonly others: ReactNode
  readonly onShow: (number: number | null) => void
  /** Sets another race up, beginning with this order. */
  readonly onChange: (order: RaceOrder) => void
}

/** One race, in whatever state it is. */
export function RaceShown(props: RaceShownProps) {
  const { number, view, others, lookNow, onShow, onChange } = props
  const { server } = useApp()
  switch (view.state) {
    case "loading":
      return <p className="px-6 py-6 text-ink2">Asking for race {number}…</p>
    case "failed":
      return (
        <p role="alert" className="px-6 py-6 text-warn">
          Race {number} could not be asked for, trying again: {view.why}
        </p>
      )
    case "unknown":
      return (
        <div className="flex flex-wrap items-center gap-3 px-6 py-6">
          <p role="alert" className="text-warn">
            {view.why} The server was started anew since, or has run many races.
          </p>
          <Button onClick={() => onShow(null)}>Set up a race</Button>
        </div>
      )
    case "ready": {
      const { race, failure } = view
      return (
        <div data-old={failure === null ? undefined : ""} className="race-shown">
          {failure !== null && (
            <p role="alert" className="px-6 py-1 text-warn">
              Not answered, trying again: {failure} What is shown is as it was.
            </p>
          )}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-1.5">
            <progress
              className="progress"
              aria-label="Progress of the race"
              value={race.progress}
            />
            <span className="grow" />
            {isOver(race) ? (
              <RunEnd
                copyCommand="race-copy"
                markdown={() => raceMarkdown(race)}
                onChange={() => onChange(race.order)}
                onAgain={async () => onShow((await server.startRace(race.order)).number)}
              />
            ) : (
              <RaceActions race={race} onDone={lookNow} />
            )}
          </div>
          <RaceCharts race={race} />
          {!isOver(race) && <Lanes race={race} />}
          <div className="race-results border-t border-line">
            <VerdictTable race={race} />
            {others}
          </div>
        </div>
      )
    }
    default:
      return assertUnreachable(view)
  }
}
