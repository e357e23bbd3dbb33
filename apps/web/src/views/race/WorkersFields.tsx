import type { WorkersDraft } from "../../races/index.js"
import { FIELDS, FieldList, NumberField } from "../behaviour/index.js"

const SERVICE_TIME = FIELDS.worker.filter(({ at }) => at === "/serviceTime")
/** What a slow one takes when it is first asked for, milliseconds. */
const SLOW_MS = 50

interface WorkersFieldsProps {
  readonly value: WorkersDraft
  /** Of the whole order. */
  readonly fault: (pointer: string) => string | undefined
  readonly onChange: (value: WorkersDraft) => void
}

/** How many workers, how long they take, and whether one of them is slow. */
export function WorkersFields({ value, fault, onChange }: WorkersFieldsProps) {
  const { count, serviceTime, slowMs } = value
  // The first is the slow one, if any is.
  const usual = slowMs === null || count === 1 ? 0 : 1
  return (
    <>
      <NumberField
        label="Workers"
        range={{ min: 1, max: 20, reach: 20, step: 1, unit: "" }}
        value={count}
        fault={fault("/workers")}
        onChange={(next) => onChange({ ...value, count: next })}
      />
      <FieldList
        fields={SERVICE_TIME}
        value={{ serviceTime, failure: { mode: "none" } }}
        onChange={(next) => onChange({ ...value, serviceTime: next.serviceTime })}
        faults={(pointer) => fault(`/workers/${usual}${pointer}`)}
      />
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
        <NumberField
          label="The slow one takes"
          range={{ min: 0, max: 60_000, reach: 1000, step: 0.1, unit: "ms" }}
          value={slowMs}
          fault={fault("/workers/0/serviceTime/ms")}
          onChange={(next) => onChange({ ...value, slowMs: next })}
        />
      )}
    </>
  )
}
