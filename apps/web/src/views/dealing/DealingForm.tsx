import { useState } from "react"
import { changesBetween, type DealingSettings, needsReconnect } from "../../actions/index.js"
import { useApp } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { amount, FieldList, range } from "../behaviour/index.js"
import { useSubmit } from "../dialogs/use-submit.js"
import { LossFields } from "./LossFields.js"
import { StrategyPicker } from "./StrategyPicker.js"
import { SHEDDING } from "./shedding.js"

function prefetchField(hint: string) {
  return amount("/prefetch", "Prefetch", range(1, 1000, 1000, 1, "requests"), hint)
}

const PREFETCH = prefetchField(
  "The most that one worker may have in hand; the rest waits in the broker",
)
const UNUSED_PREFETCH = prefetchField(
  "Not used by dealer: plain ZeroMQ hands out everything at once",
)

interface DealingFormProps {
  readonly inForce: DealingSettings
  readonly onDone: () => void
}

/** The settings to come: nothing changes before they are applied. */
export function DealingForm({ inForce, onDone }: DealingFormProps) {
  const { broker } = useApp()
  // What was touched alone: the rest follows what others set meanwhile.
  const [touched, setTouched] = useState<Partial<DealingSettings>>({})
  // Once it is sent, as it was then: what is in force changes before the answer comes.
  const [reconnects, setReconnects] = useState(false)
  const wanted = { ...inForce, ...touched }
  const { onSubmit, busy, failure, fault } = useSubmit(() => {
    setReconnects(needsReconnect(inForce, wanted))
    return broker.changeDealing(touched, toldOf(inForce, wanted))
  }, onDone)
  const set = (change: Partial<DealingSettings>) =>
    setTouched((before) => ({ ...before, ...change }))
  const isPlain = wanted.dealing === "dealer"
  const hasNothingToApply = Object.keys(changesBetween(inForce, wanted)).length === 0
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <StrategyPicker
        value={wanted.dealing}
        inForce={inForce.dealing}
        onChange={(dealing) => set({ dealing })}
      />
      <FieldList
        fields={[isPlain ? UNUSED_PREFETCH : PREFETCH]}
        value={wanted}
        onChange={({ prefetch }) => set({ prefetch })}
        faults={fault}
      />
      <LossFields value={wanted} onChange={set} />
      <FieldList
        fields={[SHEDDING]}
        value={wanted}
        onChange={({ shedding }) => set({ shedding })}
        faults={fault}
      />
      <div className="flex min-h-8 items-center gap-3 border-t border-line pt-3">
        <p role="status" className="grow text-tiny text-ink2">
          {failure !== null ? (
            <span className="text-warn">{failure}</span>
          ) : (
            (busy ? reconnects : needsReconnect(inForce, wanted)) && switchWords(wanted, busy)
          )}
        </p>
        <Button look="primary" type="submit" unavailable={busy || hasNothingToApply}>
          {busy ? "Switching…" : "Apply"}
        </Button>
      </div>
    </form>
  )
}

/** What changing between plain ZeroMQ and the broker's own strategies does; what of it goes on. */
function switchWords({ onWorkerLoss }: DealingSettings, busy: boolean): string {
  if (busy) return "What is in flight finishes, then the workers connect anew…"
  const fate = onWorkerLoss === "requeue" ? "queued again" : "lost"
  return `All workers connect anew, by themselves. What is in flight finishes first; what takes longer than 2 s is ${fate}. New requests wait meanwhile.`
}

function toldOf(from: DealingSettings, to: DealingSettings): string {
  return from.dealing === to.dealing ? "Dealing changed" : `Dealing is ${to.dealing} now`
}
