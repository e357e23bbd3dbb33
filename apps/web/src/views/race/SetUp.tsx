import {
  DEALING_SENTENCES,
  DEALINGS,
  type LaneOrder,
  MAX_LANES,
  MAX_ROUNDS,
  type RaceOrder,
} from "@zmqscope/protocol"
import { X } from "lucide-react"
import { type ReactNode, useState } from "react"
import { useApp } from "../../hooks/index.js"
import { Button, IconButton } from "../../ui/index.js"
import { amount, FieldList, load, range, SERVICE_TIME, SelectField } from "../behaviour/index.js"
import { useSubmit } from "../dialogs/use-submit.js"
import { LaneMark } from "./LaneMark.js"
import { draftOf, type WorkersDraft, withLane, workersOf } from "./order-draft.js"

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
    () => server.startRace(order),
    ({ number }) => onStarted(number),
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

const OPTIONS = DEALINGS.map((dealing) => ({ name: dealing, label: dealing, dealing }))
const PREFETCH = [
  amount("/prefetch", "Prefetch", range(1, 1000, 20, 1), "Requests that a worker may have at once"),
]
const LETTERS = "abcd"

interface LaneFieldsProps {
  readonly at: number
  readonly lane: LaneOrder
  readonly fault: (pointer: string) => string | undefined
  readonly onChange: (lane: LaneOrder) => void
  /** Null: there are as few as can race. */
  readonly onRemove: (() => void) | null
}

/** How one lane deals. */
function LaneFields({ at, lane, fault, onChange, onRemove }: LaneFieldsProps) {
  const letter = LETTERS[at] ?? ""
  const { dealing } = lane
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <div className="grow">
          <SelectField
            label={
              <>
                <LaneMark lane={at} /> Lane {letter} deals by
              </>
            }
            value={dealing}
            options={OPTIONS}
            onChange={(option) => onChange({ ...lane, dealing: option.dealing })}
          />
        </div>
        {onRemove !== null && (
          <IconButton icon={X} label={`Remove lane ${letter}`} onClick={onRemove} />
        )}
      </div>
      <p className="text-tiny text-ink2">{fault("/dealing") ?? DEALING_SENTENCES[dealing]}</p>
      {dealing !== "dealer" && (
        <FieldList fields={PREFETCH} value={lane} onChange={onChange} faults={fault} />
      )}
    </div>
  )
}

const FIELDS = [amount("/count", "Workers", range(1, 20, 20, 1)), SERVICE_TIME]
const SLOW = [amount("/slowMs", "The slow one takes", range(0, 60_000, 1000, 0.1, "ms"))]
/** What a slow one takes when it is first asked for, milliseconds. */
const SLOW_MS = 50

interface WorkersFieldsProps {
  readonly value: WorkersDraft
  /** Of the whole order. */
  readonly fault: (pointer: string) => string | undefined
  readonly onChange: (value: WorkersDraft) => void
}

/** How many workers, how long they take, and whether one of them is slow. */
function WorkersFields({ value, fault, onChange }: WorkersFieldsProps) {
  const { count, slowMs } = value
  // The first is the slow one, if any is.
  const usual = slowMs === null || count === 1 ? 0 : 1
  const faults = (pointer: string) => {
    if (pointer === "/count") return fault("/workers")
    if (pointer === "/slowMs") return fault("/workers/0/serviceTime/ms")
    return fault(`/workers/${usual}${pointer}`)
  }
  return (
    <>
      <FieldList fields={FIELDS} value={value} onChange={onChange} faults={faults} />
      <label className="flex items-center gap-2 text-label">
        <input
          type="checkbox"
          className="accent-accent"
          checked={slowMs !== null}
          onChange={(event) =>
            onChange({ ...value, slowMs: event.target.checked ? SLOW_MS : null })
          }
        />
        The first of them is slow
      </label>
      {slowMs !== null && (
        <FieldList fields={SLOW} value={value} onChange={onChange} faults={faults} />
      )}
    </>
  )
}
