import type { WorkersDraft } from "../../races/index.js"
import { amount, FieldList, range, SERVICE_TIME } from "../behaviour/index.js"

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
export function WorkersFields({ value, fault, onChange }: WorkersFieldsProps) {
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
