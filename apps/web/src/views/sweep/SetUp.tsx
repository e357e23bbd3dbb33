import { plural } from "@zmqscope/metrics"
import { useState } from "react"
import { useApp, useFigures, useObstacle } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { amount, FieldList, range } from "../behaviour/index.js"
import { useSubmit } from "../dialogs/use-submit.js"
import { firstDraft, orderOf, type SweepDraft } from "./draft.js"

const LOAD = range(0.1, 10_000, 2000, 0.1, "/s")
const FIELDS = [
  amount("/from", "From", LOAD, "The first load"),
  amount("/to", "To", LOAD, "The last, unless one before is not carried"),
  amount("/steps", "Steps", range(2, 50, 50, 1), "Three or more show a knee"),
  amount("/seconds", "Measured", range(0.5, 120, 60, 0.5, "s"), "Of each step"),
  amount("/settleSeconds", "To settle", range(0, 60, 20, 0.5, "s"), "Before it, not measured"),
]
/** Where the server finds the fault of a load; of the number of steps it finds none. */
const POINTERS: Readonly<Record<string, string | undefined>> = {
  "/from": "/perSecond/0",
  "/to": "/perSecond",
  "/steps": undefined,
}

interface SetUpProps {
  /** What is set at first; null: what fits the workers that are there. */
  readonly draft: SweepDraft | null
  readonly onStarted: (number: number) => void
}

/** Which loads, and how long each. As it stands it can be started by one press. */
export function SetUp({ draft: given, onStarted }: SetUpProps) {
  const { api } = useApp()
  const snapshot = useFigures((view) => view.snapshot)
  const [known, setDraft] = useState<SweepDraft | null>(given)
  // Once, or fields would change while they are read.
  if (known === null && snapshot !== null) setDraft(firstDraft(snapshot.workers))
  const draft = known ?? firstDraft([])
  const { onSubmit, busy, failure, fault } = useSubmit(
    () => api.startSweep(orderOf(draft)),
    ({ number }) => onStarted(number),
  )
  const isFalling = draft.to <= draft.from
  const nobody = snapshot?.workers.length === 0 ? "No worker is there: spawn one first." : undefined
  const obstacle = useObstacle() ?? nobody
  const faults = (pointer: string) => {
    if (pointer === "/to" && isFalling) return "Must be more than where it begins"
    const told = pointer in POINTERS ? POINTERS[pointer] : pointer
    return told === undefined ? undefined : fault(told)
  }
  return (
    <form onSubmit={onSubmit} className="flex max-w-3xl flex-col gap-2 px-6 py-3">
      <p className="text-ink2">
        An open-loop client of its own asks the broker more and more, by Poisson arrivals, and
        counts each request's time from when it was due. It ends at the first load that is not
        carried.
      </p>
      <Bystanders />
      <FieldList fields={FIELDS} value={draft} onChange={setDraft} faults={faults} />
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
