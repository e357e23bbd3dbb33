import { DEALING_SENTENCES, DEALINGS, type LaneOrder } from "@zmqscope/protocol"
import { X } from "lucide-react"
import { IconButton } from "../../ui/index.js"
import { amount, FieldList, range, SelectField } from "../behaviour/index.js"
import { LaneMark } from "./LaneMark.js"

const OPTIONS = DEALINGS.map((dealing) => ({ name: dealing, label: dealing, dealing }))
const PREFETCH = [
  amount("/prefetch", "Prefetch", range(1, 1000, 20, 1), "Requests that a worker may have at once"),
]
const LETTERS = "abcd"

interface LaneFieldsProps {
  readonly at: number
  readonly lane: LaneOrder
  readonly fault: (pointer: string) => string | undefined
  readonly onChange: (lane: LaneOrder) => void
  /** Null: there are as few as can race. */
  readonly onRemove: (() => void) | null
}

/** How one lane deals. */
export function LaneFields({ at, lane, fault, onChange, onRemove }: LaneFieldsProps) {
  const letter = LETTERS[at] ?? ""
  const { dealing } = lane
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <LaneMark lane={at} />
        <div className="grow">
          <SelectField
            label={`Lane ${letter} deals by`}
            value={dealing}
            options={OPTIONS}
            onChange={(option) => onChange({ ...lane, dealing: option.dealing })}
          />
        </div>
        {onRemove !== null && (
          <IconButton icon={X} label={`Remove lane ${letter}`} onClick={onRemove} />
        )}
      </div>
      <p className="text-tiny text-ink2">{fault("/dealing") ?? DEALING_SENTENCES[dealing]}</p>
      {dealing !== "dealer" && (
        <FieldList fields={PREFETCH} value={lane} onChange={onChange} faults={fault} />
      )}
    </div>
  )
}
