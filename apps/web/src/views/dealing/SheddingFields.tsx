import type { Shedding } from "@zmqscope/protocol"
import { NumberField, SelectField } from "../behaviour/index.js"

const MODES: readonly { name: Shedding["mode"]; label: string; fresh: Shedding }[] = [
  { name: "none", label: "Waits for as long as it takes", fresh: { mode: "none" } },
  {
    name: "codel",
    label: "CoDel: what has waited too long goes, without a reply",
    fresh: { mode: "codel", targetMs: 50, intervalMs: 500 },
  },
  {
    name: "lifo",
    label: "LIFO: the newest goes first meanwhile",
    fresh: { mode: "lifo", targetMs: 50 },
  },
]

const RANGE = { min: 1, max: 60_000, reach: 5000, step: 1, unit: "ms" } as const

/** What becomes of requests that wait for longer than there is any use in. */
export function SheddingFields({
  value,
  onChange,
  faults,
}: {
  readonly value: Shedding
  readonly onChange: (shedding: Shedding) => void
  readonly faults: (pointer: string) => string | undefined
}) {
  return (
    <>
      <SelectField
        label="Under overload"
        value={value.mode}
        options={MODES}
        onChange={({ fresh }) => onChange(fresh)}
      />
      {value.mode !== "none" && (
        <NumberField
          label="Too long"
          hint={
            value.mode === "codel"
              ? "What a request may wait; a REQ client whose request goes waits for ever, a Lazy Pirate asks again"
              : "While the next has waited for longer, the newest goes before it"
          }
          range={RANGE}
          value={value.targetMs}
          fault={faults("/targetMs")}
          onChange={(targetMs) => onChange({ ...value, targetMs })}
        />
      )}
      {value.mode === "codel" && (
        <NumberField
          label="For as long as"
          hint="So long all must have waited too long, before the first goes: longer than a burst"
          range={RANGE}
          value={value.intervalMs}
          fault={faults("/intervalMs")}
          onChange={(intervalMs) => onChange({ ...value, intervalMs })}
        />
      )}
    </>
  )
}
