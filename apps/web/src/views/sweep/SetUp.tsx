import { useState } from "react"
import { plural } from "../../format.js"
import { useApp, useFigures, useObstacle } from "../../hooks/index.js"
import { firstDraft, orderOf, type SweepDraft } from "../../sweeps/index.js"
import { Button } from "../../ui/index.js"
import { type FieldRange, NumberField } from "../behaviour/index.js"
import { useSubmit } from "../dialogs/use-submit.js"

interface Field {
  readonly name: keyof SweepDraft
  readonly label: string
  readonly hint: string
  readonly range: FieldRange
  /** Where the server finds its fault. */
  readonly pointer: string
}

const LOAD = { min: 0.1, max: 10_000, reach: 2000, step: 0.1, unit: "/s" }
const FIELDS: readonly Field[] = [
  { name: "from", label: "From", hint: "The first load", range: LOAD, pointer: "/perSecond/0" },
  {
    name: "to",
    label: "To",
    hint: "The last, unless one before is not carried",
    range: LOAD,
    pointer: "/perSecond",
  },
  {
    name: "steps",
    label: "Steps",
    hint: "Three or more show a knee",
    range: { min: 2, max: 50, reach: 50, step: 1, unit: "" },
    pointer: "",
  },
  {
    name: "seconds",
    label: "Measured",
    hint: "Of each step",
    range: { min: 0.5, max: 120, reach: 60, step: 0.5, unit: "s" },
    pointer: "/seconds",
  },
  {
    name: "settleSeconds",
    label: "To settle",
    hint: "Before it, not measured",
    range: { min: 0, max: 60, reach: 20, step: 0.5, unit: "s" },
    pointer: "/settleSeconds",
  },
]

interface SetUpProps {
  /** What is set at first; null: what fits the workers that are there. */
  readonly draft: SweepDraft | null
  readonly onStarted: (number: number) => void
}

/** Which loads, and how long each. As it stands it can be started by one press. */
export function SetUp({ draft: given, onStarted }: SetUpProps) {
  const { measures } = useApp()
  const snapshot = useFigures((view) => view.snapshot)
  const [known, setDraft] = useState<SweepDraft | null>(given)
  // Once, or fields would change while they are read.
  if (known === null && snapshot !== null) setDraft(firstDraft(snapshot.workers))
  const draft = known ?? firstDraft([])
  const { onSubmit, busy, failure, fault } = useSubmit(
    async () => onStarted((await measures.startSweep(orderOf(draft))).number),
    () => {},
  )
  const isFalling = draft.to <= draft.from
  const nobody = snapshot?.workers.length === 0 ? "No worker is there: spawn one first." : undefined
  const obstacle = useObstacle() ?? nobody
  const faultOf = ({ name, pointer }: Field) => {
    if (name === "to" && isFalling) return "Must be more than where it begins"
    return pointer === "" ? undefined : fault(pointer)
  }
  return (
    <form onSubmit={onSubmit} className="flex max-w-3xl flex-col gap-2 px-6 py-3">
      <p className="text-ink2">
        An open-loop client of its own asks the broker more and more, by Poisson arrivals, and
        counts each request's time from when it was due. It ends at the first load that is not
        carried.
      </p>
      <Bystanders />
      {FIELDS.map((field) => (
        <NumberField
          key={field.name}
          label={field.label}
          hint={field.hint}
          range={field.range}
          value={draft[field.name]}
          fault={faultOf(field)}
          onChange={(value) => setDraft({ ...draft, [field.name]: value })}
        />
      ))}
      <div className="mt-2 flex items-center gap-3">
        <p role="alert" className="grow text-label text-warn">
          {failure ?? obstacle}
        </p>
        <Button
          look="primary"
          type="submit"
          unavailable={busy || isFalling || obstacle !== undefined}
        >
          Start the sweep
        </Button>
      </div>
    </form>
  )
}

/** Who serves, and who asks beside it. */
function Bystanders() {
  const workers = useFigures(({ snapshot }) => snapshot?.workers.length)
  const clients = useFigures(({ snapshot }) => snapshot?.clients.length)
  const dealing = useFigures(({ snapshot }) => snapshot?.settings.dealing)
  if (workers === undefined || clients === undefined || workers === 0) return null
  return (
    <p className="text-ink2">
      {plural(workers, "worker")} will serve, by {dealing}.
      {clients > 0 &&
        ` ${plural(clients, "client")} that ${clients === 1 ? "is" : "are"} there ask${clients === 1 ? "s" : ""} besides, and take${clients === 1 ? "s" : ""} part of what the workers can do.`}
    </p>
  )
}
