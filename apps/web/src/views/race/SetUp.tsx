import { MAX_LANES, MAX_ROUNDS, type RaceOrder } from "@zmqscope/protocol"
import { type ReactNode, useState } from "react"
import { useApp } from "../../hooks/index.js"
import { draftOf, withLane, workersOf } from "../../races/index.js"
import { Button } from "../../ui/index.js"
import { FIELDS, FieldList, NumberField } from "../behaviour/index.js"
import { useSubmit } from "../dialogs/use-submit.js"
import { LaneFields } from "./LaneFields.js"
import { WorkersFields } from "./WorkersFields.js"

/** What clients are asked for: when requests are due, and how large they are. */
const LOAD = FIELDS.openLoop.filter(({ at }) => at === "/arrivals" || at === "/sizeBytes")

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
  const { lanes, clients, seed, rounds, seconds, warmupSeconds } = order
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
          <NumberField
            label="Clients"
            hint="Each asks as it is set below, whatever becomes of its requests before"
            range={{ min: 1, max: 50, reach: 50, step: 1, unit: "" }}
            value={clients.count}
            fault={fault("/clients/count")}
            onChange={(count) => set({ clients: { ...clients, count } })}
          />
          <FieldList
            fields={LOAD}
            value={clients.behaviour}
            onChange={(behaviour) => set({ clients: { ...clients, behaviour } })}
            faults={(pointer) => fault(`/clients/behaviour${pointer}`)}
          />
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
          <NumberField
            label="Rounds"
            hint="Six or more can show a difference that is more than noise"
            range={{ min: 1, max: MAX_ROUNDS, reach: MAX_ROUNDS, step: 1, unit: "" }}
            value={rounds}
            fault={fault("/rounds")}
            onChange={(value) => set({ rounds: value })}
          />
          <NumberField
            label="Measured"
            hint="Of each round"
            range={{ min: 1, max: 600, reach: 60, step: 1, unit: "s" }}
            value={seconds}
            fault={fault("/seconds")}
            onChange={(value) => set({ seconds: value })}
          />
          <NumberField
            label="Warm-up"
            hint="Before it, not measured"
            range={{ min: 0, max: 60, reach: 20, step: 1, unit: "s" }}
            value={warmupSeconds}
            fault={fault("/warmupSeconds")}
            onChange={(value) => set({ warmupSeconds: value })}
          />
          <NumberField
            label="Seed"
            hint="The same seed draws the same arrivals and service times"
            range={{ min: 0, max: 4_294_967_295, reach: 1000, step: 1, unit: "" }}
            value={seed}
            fault={fault("/seed")}
            onChange={(value) => set({ seed: value })}
          />
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
