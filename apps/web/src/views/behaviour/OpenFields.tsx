import type { Arrivals, OpenBehaviour } from "@zmqscope/protocol"
import type { FieldsProps } from "./fields.js"
import { RANGES } from "./limits.js"
import { NumberField } from "./NumberField.js"
import { SelectField } from "./SelectField.js"

const PROCESSES = [
  { value: "poisson", label: "Poisson: as many independent users ask" },
  { value: "even", label: "Evenly" },
  { value: "bursts", label: "In bursts" },
  { value: "ramp", label: "More and more, or less and less" },
] as const

const FRESH: Record<Arrivals["process"], Arrivals> = {
  poisson: { process: "poisson", perSecond: 50 },
  even: { process: "even", perSecond: 50 },
  bursts: { process: "bursts", perBurst: 50, everyMs: 1000 },
  ramp: { process: "ramp", fromPerSecond: 10, toPerSecond: 200, overMs: 60_000 },
}

/** A client whose requests leave when they are due, whatever becomes of those before. */
export function OpenFields({ value, onChange, faults }: FieldsProps<OpenBehaviour>) {
  return (
    <>
      <SelectField
        label="Requests are due"
        value={value.arrivals.process}
        options={PROCESSES}
        onChange={(process) => onChange({ ...value, arrivals: FRESH[process] })}
      />
      <ArrivalFields
        value={value.arrivals}
        onChange={(arrivals) => onChange({ ...value, arrivals })}
        faults={(pointer) => faults(`/arrivals${pointer}`)}
      />
      <NumberField
        label="On their way"
        hint="At most; what is due beyond them leaves as replies come, its latency counting"
        range={RANGES.outstanding}
        value={value.outstanding}
        fault={faults("/outstanding")}
        onChange={(outstanding) => onChange({ ...value, outstanding })}
      />
      <NumberField
        label="Body size"
        range={RANGES.sizeBytes}
        value={value.sizeBytes}
        fault={faults("/sizeBytes")}
        onChange={(sizeBytes) => onChange({ ...value, sizeBytes })}
      />
      <NumberField
        label="Timeout"
        hint="Then the request counts as unanswered"
        range={RANGES.timeoutMs}
        value={value.timeoutMs}
        fault={faults("/timeoutMs")}
        onChange={(timeoutMs) => onChange({ ...value, timeoutMs })}
      />
    </>
  )
}

function ArrivalFields({ value, onChange, faults }: FieldsProps<Arrivals>) {
  const rate = (label: string, perSecond: number, pointer: string, set: (to: number) => void) => (
    <NumberField
      label={label}
      range={RANGES.perSecond}
      value={perSecond}
      fault={faults(pointer)}
      onChange={set}
    />
  )
  switch (value.process) {
    case "poisson":
    case "even":
      return rate("Requests", value.perSecond, "/perSecond", (perSecond) =>
        onChange({ ...value, perSecond }),
      )
    case "bursts":
      return (
        <>
          <NumberField
            label="In a burst"
            range={RANGES.perBurst}
            value={value.perBurst}
            fault={faults("/perBurst")}
            onChange={(perBurst) => onChange({ ...value, perBurst })}
          />
          <NumberField
            label="Every"
            range={RANGES.everyMs}
            value={value.everyMs}
            fault={faults("/everyMs")}
            onChange={(everyMs) => onChange({ ...value, everyMs })}
          />
        </>
      )
    case "ramp":
      return (
        <>
          {rate("From", value.fromPerSecond, "/fromPerSecond", (fromPerSecond) =>
            onChange({ ...value, fromPerSecond }),
          )}
          {rate("To", value.toPerSecond, "/toPerSecond", (toPerSecond) =>
            onChange({ ...value, toPerSecond }),
          )}
          <NumberField
            label="Over"
            range={RANGES.overMs}
            value={value.overMs}
            fault={faults("/overMs")}
            onChange={(overMs) => onChange({ ...value, overMs })}
          />
        </>
      )
  }
}
