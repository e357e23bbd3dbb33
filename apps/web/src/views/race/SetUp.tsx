import { MAX_LANES, MAX_ROUNDS, type RaceOrder } from "@zmqscope/protocol"
import { type ReactNode, useState } from "react"
import { useApp } from "../../hooks/index.js"
import { draftOf, withLane, workersOf } from "../../races/index.js"
import { Button } from "../../ui/index.js"
import { amount, FieldList, load, range } from "../behaviour/index.js"
import { useSubmit } from "../dialogs/use-submit.js"
import { LaneFields } from "./LaneFields.js"
import { WorkersFields } from "./WorkersFields.js"

/** How many clients ask, when requests are due, and how large they are. */
const LOAD = [
  amount(
    "/clients/count",
    "Clients",
    range(1, 50, 50, 1),
    "Each asks as it is set below, whatever becomes of its requests before",
  ),
  ...load("/clients/behaviour"),
]

const ROUNDS = [
  amount(
    "/rounds",
    "Rounds",
    range(1, MAX_ROUNDS, MAX_ROUNDS, 1),
    "Six or more can show a difference that is more than noise",
  ),
  amount("/seconds", "Measured", range(1, 600, 60, 1, "s"), "Of each round"),
  amount("/warmupSeconds", "Warm-up", range(0, 60, 20, 1, "s"), "Before it, not measured"),
  amount(
    "/seed",
    "Seed",
    range(0, 4_294_967_295, 1000, 1),
    "The same seed draws the same arrivals and service times",
  ),
]

interface SetUpProps {
  /** What is set at first. */
  readonly order: RaceOrder
  readonly onStarted: (number: number) => void
}

/** What races, and under which load. As it stands it can be started by one press. */
export function SetUp({ order: first, onStarted }: SetUpProps) {
  const { server } = useApp()
  const [order, setOrder] = useState(first)
  const [workers, setWorkers] = useState(() => draftOf(first.workers))
  const { onSubmit, busy, failure, fault } = useSubmit(
    async () => onStarted((await server.startRace(order)).number),
    () => {},
  )
  const { lanes } = order
  const set = (patch: Partial<RaceOrder>) => setOrder({ ...order, ...patch })
  return (
    <form onSubmit={onSubmit} className="px-6 py-3">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <p className="grow basis-96 text-ink2">
          Each lane is a broker of its own on real sockets. All get the same requests at the same
          moments, and each request takes as long on every lane. What is set here shows a slow
          worker among fast ones.
        </p>
        <p role="alert" className="text-label text-warn empty:hidden">
          {failure}
        </p>
        <Button look="primary" type="submit" unavailable={busy}>
          Start the race
        </Button>
      </div>
      <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
        <Group title="Lanes">
          {lanes.map((lane, at) => (
            <LaneFields
              key={String(at)}
              at={at}
              lane={lane}
              fault={(pointer) => fault(`/lanes/${at}${pointer}`)}
              onChange={(next) => set({ lanes: lanes.with(at, next) })}
              onRemove={lanes.length > 2 ? () => set({ lanes: lanes.toSpliced(at, 1) }) : null}
            />
          ))}
          <Button
            className="self-start"
            unavailable={lanes.length >= MAX_LANES}
            title={lanes.length >= MAX_LANES ? `At most ${MAX_LANES} can be told apart` : ""}
            onClick={() => set({ lanes: withLane(lanes) })}
          >
            A lane more
          </Button>
        </Group>
        <Group title="Load of each lane">
          <FieldList fields={LOAD} value={order} onChange={setOrder} faults={fault} />
        </Group>
        <Group title="Workers of each lane">
          <WorkersFields
            value={workers}
            fault={fault}
            onChange={(next) => {
              setWorkers(next)
              set({ workers: workersOf(next) })
            }}
          />
        </Group>
        <Group title="Rounds">
          <FieldList fields={ROUNDS} value={order} onChange={setOrder} faults={fault} />
        </Group>
      </div>
    </form>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-t border-line pt-2">
      <legend className="pr-2 text-body font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}
