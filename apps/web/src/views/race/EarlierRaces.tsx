import type { Race } from "@zmqscope/protocol"
import {
  dealingWords,
  orderWords,
  progressWords,
  type RaceList,
  type RacesView,
} from "../../races/index.js"
import { Button } from "../../ui/index.js"

interface EarlierRacesProps {
  /** The one that is shown. */
  readonly number: number | null
  readonly all: RacesView
  readonly list: RaceList
  readonly onShow: (number: number | null) => void
}

/** The races that the server keeps, the latest first. */
export function EarlierRaces({ number, all, list, onShow }: EarlierRacesProps) {
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
                Race {race.number}: {lanesOf(race)}
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

function lanesOf({ order }: Race): string {
  return order.lanes.map(dealingWords).join(" against ")
}
