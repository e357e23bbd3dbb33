import type { ClientBehaviour, Pace, ReqBehaviour } from "@zmqscope/protocol"
import type { FieldsProps } from "./fields.js"
import { RANGES } from "./limits.js"
import { NumberField } from "./NumberField.js"
import { OpenFields } from "./OpenFields.js"
import { SelectField } from "./SelectField.js"

const PACES = [
  { value: "think", label: "Thinks between a reply and the next request" },
  { value: "rate", label: "Aims at so many a second" },
] as const

const FRESH_PACES: Record<Pace["mode"], Pace> = {
  think: { mode: "think", meanMs: 100 },
  rate: { mode: "rate", perSecond: 20 },
}

export function ClientFields({ value, ...props }: FieldsProps<ClientBehaviour>) {
  return "arrivals" in value ? (
    <OpenFields value={value} {...props} />
  ) : (
    <ReqFields value={value} {...props} />
  )
}

function ReqFields({ value, onChange, faults }: FieldsProps<ReqBehaviour>) {
  const { pace } = value
  return (
    <>
      <SelectField
        label="Pace"
        value={pace.mode}
        options={PACES}
        onChange={(mode) => onChange({ ...value, pace: FRESH_PACES[mode] })}
      />
      {pace.mode === "think" ? (
        <NumberField
          label="Thinks for"
          hint="On average; 0 asks again at once"
          range={RANGES.meanMs}
          value={pace.meanMs}
          fault={faults("/pace/meanMs")}
          onChange={(meanMs) => onChange({ ...value, pace: { mode: "think", meanMs } })}
        />
      ) : (
        <NumberField
          label="Requests"
          range={RANGES.perSecond}
          value={pace.perSecond}
          fault={faults("/pace/perSecond")}
          onChange={(perSecond) => onChange({ ...value, pace: { mode: "rate", perSecond } })}
        />
      )}
      <NumberField
        label="Body size"
        range={RANGES.sizeBytes}
        value={value.sizeBytes}
        fault={faults("/sizeBytes")}
        onChange={(sizeBytes) => onChange({ ...value, sizeBytes })}
      />
      <NumberField
        label="Timeout"
        hint="Then it closes its socket, opens another and sends again"
        range={RANGES.timeoutMs}
        value={value.timeoutMs}
        fault={faults("/timeoutMs")}
        onChange={(timeoutMs) => onChange({ ...value, timeoutMs })}
      />
      <NumberField
        label="Retries"
        hint="Before it gives a request up"
        range={RANGES.retries}
        value={value.retries}
        fault={faults("/retries")}
        onChange={(retries) => onChange({ ...value, retries })}
      />
    </>
  )
}
