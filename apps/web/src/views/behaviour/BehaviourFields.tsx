import { behaviourKey, PRESETS } from "../../actions/index.js"
import type { Behaviour, PeerKind } from "../../api/index.js"
import { Button } from "../../ui/index.js"
import { FieldList } from "./FieldList.js"
import { FIELDS, kindOf, WEIGHT } from "./fields.js"

interface BehaviourProps {
  readonly kind: PeerKind
  /** Ready-made ways of its own kind alone: a REQ client is made no open-loop one. */
  readonly isOfOneKind?: boolean
  readonly value: Behaviour
  readonly onChange: (value: Behaviour) => void
  /** What the server found wrong at a JSON pointer into the behaviour. */
  readonly faults: (pointer: string) => string | undefined
}

/** How a peer behaves: ready-made ways fill the fields, which may then be changed. */
export function BehaviourFields(props: BehaviourProps) {
  const { kind, isOfOneKind = false, value, onChange } = props
  const own = kindOf(value)
  const offered = [...PRESETS[kind]].filter(
    ({ behaviour }) => !isOfOneKind || kindOf(behaviour) === own,
  )
  const current = behaviourKey(value)
  return (
    <>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-1.5 text-label text-ink2">Behaviour</legend>
        {offered.map(({ name, behaviour }) => {
          const chosen = behaviourKey(behaviour) === current
          return (
            <Button
              key={name}
              aria-pressed={chosen}
              className={chosen ? "border-accent text-accent" : ""}
              onClick={() => onChange(behaviour)}
            >
              {name}
            </Button>
          )
        })}
      </fieldset>
      <FieldList
        fields={isOfOneKind ? FIELDS[own].filter((field) => field !== WEIGHT) : FIELDS[own]}
        {...props}
      />
    </>
  )
}
