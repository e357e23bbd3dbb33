import type { Race, RaceAction } from "@zmqscope/protocol"
import { useState } from "react"
import { commandInfo, type Tasks } from "../../commands/index.js"
import { useApp, useCommands } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { actionWords, isRunning } from "./words.js"

/** What a worker takes from then on that is slowed, and what a burst is. */
const SLOW = { distribution: "fixed", ms: 50 } as const
const BURST = { factor: 5, forMs: 2000 } as const

/** What can be done to all lanes at one moment, and to the race. */
export function RaceActions({ run, onDone }: { readonly run: Race; readonly onDone: () => void }) {
  const { server, commands, actions } = useApp()
  const [place, setPlace] = useState(2)
  const { number, done } = run
  const places = placesOf(run)
  const worker = places.includes(place) ? place : (places[0] ?? 1)
  const canAct = isRunning(run)
  const tellFailure = (error: unknown) => actions.tellFailure(error)
  const act = (action: RaceAction) => () =>
    void server.actOnRace(number, action).then(onDone, tellFailure)
  const tasks: Tasks = {
    "race-slow": act({ do: "slow", worker, serviceTime: SLOW }),
    "race-kill": act({ do: "kill", worker }),
    "race-burst": act({ do: "burst", ...BURST }),
    "race-scale-out": act({ do: "scale-out", count: 1 }),
    "race-worker": () => setPlace(places[(places.indexOf(worker) + 1) % places.length] ?? worker),
  }
  const cancel = () =>
    actions.dialogs.set({
      type: "confirm",
      question: {
        title: `Cancel race ${number}?`,
        describe: () => "Its lanes' brokers go. What the rounds before measured stays.",
        isMoot: () => false,
        confirm: "Cancel the race",
        onConfirm: () => void server.cancelRace(number).then(onDone, tellFailure),
      },
    })
  useCommands({ ...(canAct && tasks), "race-cancel": cancel })
  const last = done.at(-1)
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="sr-only">Do to all lanes, at one moment</legend>
      <label className="flex items-center gap-1.5 text-label">
        <span className="text-ink2">On all lanes: worker</span>
        <select
          className="h-7 rounded-md border border-line2 bg-bg px-1.5"
          value={worker}
          title="Which worker is meant (X: the next)"
          onChange={(event) => setPlace(Number(event.target.value))}
        >
          {places.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {BUTTONS.map(([command, name]) => {
        const { title, key = "" } = commandInfo(command)
        return (
          <Button
            key={command}
            unavailable={!canAct}
            title={canAct ? title : "Nobody is on the lanes just now"}
            onClick={() => commands.run(command)}
          >
            {name} <kbd className="text-tiny text-ink2">{key.toUpperCase()}</kbd>
          </Button>
        )
      })}
      <Button onClick={cancel}>Cancel the race</Button>
      <span role="status" className="text-tiny text-ink2">
        {last !== undefined && `At ${(last.atMs / 1000).toFixed(1)} s: ${actionWords(last.action)}`}
      </span>
    </fieldset>
  )
}

const BUTTONS = [
  ["race-slow", `Slow it to ${SLOW.ms} ms`],
  ["race-kill", "Kill it"],
  ["race-burst", `Burst, ${BURST.factor} times`],
  ["race-scale-out", "+ Worker"],
] as const

/** Places of the workers that are on a lane, else of all that the race has. */
function placesOf({ lanes, order }: Race): readonly number[] {
  const live = new Set(lanes.flatMap(({ now }) => now?.workers.map(({ place }) => place) ?? []))
  const all = live.size > 0 ? [...live] : order.workers.map((_, at) => at + 1)
  return all.toSorted((one, other) => one - other)
}
