import type { FailureMode, WorkerBehaviour } from "@zmqscope/protocol"
import type { FieldsProps } from "./fields.js"
import { RANGES } from "./limits.js"
import { NumberField } from "./NumberField.js"
import { SelectField } from "./SelectField.js"
import { ServiceTimeFields } from "./ServiceTimeFields.js"

const FAILURES = [
  { value: "none", label: "Never fails" },
  { value: "crash", label: "Crashes after so many requests" },
  { value: "late", label: "Replies late now and then" },
  { value: "hang", label: "Hangs now and then, and never replies again" },
] as const

const FRESH_FAILURES: Record<FailureMode["mode"], FailureMode> = {
  none: { mode: "none" },
  crash: { mode: "crash", afterRequests: 200 },
  late: { mode: "late", probability: 0.05, extraMs: 500 },
  hang: { mode: "hang", probability: 0.01 },
}

export function WorkerFields({ value, onChange, faults }: FieldsProps<WorkerBehaviour>) {
  const { failure } = value
  const setFailure = (next: FailureMode) => onChange({ ...value, failure: next })
  return (
    <>
      <ServiceTimeFields
        value={value.serviceTime}
        onChange={(serviceTime) => onChange({ ...value, serviceTime })}
        faults={(pointer) => faults(`/serviceTime${pointer}`)}
      />
      <SelectField
        label="Failure"
        value={failure.mode}
        options={FAILURES}
        onChange={(mode) => setFailure(FRESH_FAILURES[mode])}
      />
      {failure.mode === "crash" && (
        <NumberField
          label="Crashes after"
          range={RANGES.afterRequests}
          value={failure.afterRequests}
          fault={faults("/failure/afterRequests")}
          onChange={(afterRequests) => setFailure({ ...failure, afterRequests })}
        />
      )}
      {(failure.mode === "late" || failure.mode === "hang") && (
        <NumberField
          label="How often"
          hint="0 never, 1 at every request"
          range={RANGES.probability}
          value={failure.probability}
          fault={faults("/failure/probability")}
          onChange={(probability) => setFailure({ ...failure, probability })}
        />
      )}
      {failure.mode === "late" && (
        <NumberField
          label="Later by"
          range={RANGES.serviceMs}
          value={failure.extraMs}
          fault={faults("/failure/extraMs")}
          onChange={(extraMs) => setFailure({ ...failure, extraMs })}
        />
      )}
    </>
  )
}
