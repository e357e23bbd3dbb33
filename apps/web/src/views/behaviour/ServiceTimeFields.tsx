import type { ServiceTime } from "@zmqscope/protocol"
import type { FieldsProps } from "./fields.js"
import { RANGES } from "./limits.js"
import { NumberField } from "./NumberField.js"
import { SelectField } from "./SelectField.js"

const DISTRIBUTIONS = [
  { value: "fixed", label: "Always the same" },
  { value: "uniform", label: "Anything between two bounds" },
  { value: "exponential", label: "Exponential: mostly short, now and then long" },
  { value: "log-normal", label: "Log-normal: a long tail" },
] as const

const FRESH: Record<ServiceTime["distribution"], ServiceTime> = {
  fixed: { distribution: "fixed", ms: 5 },
  uniform: { distribution: "uniform", minMs: 1, maxMs: 10 },
  exponential: { distribution: "exponential", meanMs: 5 },
  "log-normal": { distribution: "log-normal", medianMs: 5, sigma: 1 },
}

export function ServiceTimeFields({ value, onChange, faults }: FieldsProps<ServiceTime>) {
  return (
    <>
      <SelectField
        label="Service time"
        value={value.distribution}
        options={DISTRIBUTIONS}
        onChange={(distribution) => onChange(FRESH[distribution])}
      />
      <Parameters value={value} onChange={onChange} faults={faults} />
    </>
  )
}

function Parameters({ value, onChange, faults }: FieldsProps<ServiceTime>) {
  const duration = (label: string, ms: number, pointer: string, set: (ms: number) => void) => (
    <NumberField
      label={label}
      range={RANGES.serviceMs}
      value={ms}
      fault={faults(pointer)}
      onChange={set}
    />
  )
  switch (value.distribution) {
    case "fixed":
      return duration("Takes", value.ms, "/ms", (ms) => onChange({ ...value, ms }))
    case "uniform":
      return (
        <>
          {duration("At least", value.minMs, "/minMs", (minMs) => onChange({ ...value, minMs }))}
          {duration("At most", value.maxMs, "/maxMs", (maxMs) => onChange({ ...value, maxMs }))}
        </>
      )
    case "exponential":
      return duration("Mean", value.meanMs, "/meanMs", (meanMs) => onChange({ ...value, meanMs }))
    case "log-normal":
      return (
        <>
          {duration("Median", value.medianMs, "/medianMs", (medianMs) =>
            onChange({ ...value, medianMs }),
          )}
          <NumberField
            label="Spread"
            hint="0 is always the median, 1 has a long tail"
            range={RANGES.sigma}
            value={value.sigma}
            fault={faults("/sigma")}
            onChange={(sigma) => onChange({ ...value, sigma })}
          />
        </>
      )
  }
}
