import type { OnWorkerLoss } from "@zmqscope/protocol"
import { useId } from "react"
import type { DealingSettings } from "../../actions/index.js"

const LOSSES: readonly { readonly value: OnWorkerLoss; readonly text: string }[] = [
  { value: "lose", text: "what it had in hand is lost with it, as in plain ZeroMQ" },
  {
    value: "requeue",
    text: "what it had goes to the head of the queue, three attempts at most; some may be served twice",
  },
]

/** What becomes of requests whose worker or client has gone. */
export function LossFields({
  value,
  onChange,
}: {
  readonly value: DealingSettings
  readonly onChange: (change: Partial<DealingSettings>) => void
}) {
  const id = useId()
  return (
    <>
      <fieldset className="grid grid-cols-[9rem_1fr] gap-x-4 gap-y-1.5">
        <legend className="float-left text-label">When a worker goes</legend>
        <span className="col-start-2 flex flex-col gap-1">
          {LOSSES.map(({ value: loss, text }) => (
            <label key={loss} className="flex items-baseline gap-2">
              <input
                type="radio"
                name="onWorkerLoss"
                className="translate-y-0.5 accent-accent"
                checked={value.onWorkerLoss === loss}
                onChange={() => onChange({ onWorkerLoss: loss })}
              />
              <span>
                <span className="font-medium">{loss}</span>{" "}
                <span className="text-tiny text-ink2">{text}</span>
              </span>
            </label>
          ))}
        </span>
      </fieldset>
      <div className="grid grid-cols-[9rem_1fr] gap-x-4">
        <span id={id}>When a client goes</span>
        <label className="flex items-baseline gap-2">
          <input
            type="checkbox"
            className="translate-y-0.5 accent-accent"
            aria-describedby={id}
            checked={value.dropAbandoned}
            onChange={(event) => onChange({ dropAbandoned: event.target.checked })}
          />
          <span>
            <span className="font-medium">drop abandoned</span>{" "}
            <span className="text-tiny text-ink2">
              its requests that still wait expire, instead of being served to nobody
            </span>
          </span>
        </label>
      </div>
    </>
  )
}
