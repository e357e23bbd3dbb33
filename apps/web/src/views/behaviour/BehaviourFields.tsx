import { behaviourKey, PRESETS } from "../../actions/index.js"
import type { Behaviour, PeerKind } from "../../api/index.js"
import { Button } from "../../ui/index.js"
import { type Amount, type Choice, FIELDS, kindOf } from "./fields.js"
import { NumberField } from "./NumberField.js"
import { partAt, withPart } from "./pointer.js"
import { SelectField } from "./SelectField.js"

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
      <FieldList fields={FIELDS[own]} {...props} />
    </>
  )
}

interface FieldsProps<B extends Behaviour> {
  readonly value: B
  readonly onChange: (value: B) => void
  readonly faults: (pointer: string) => string | undefined
}

/** Some of what can be set of a behaviour. */
export function FieldList<B extends Behaviour>({
  fields,
  ...props
}: FieldsProps<B> & { readonly fields: readonly (Amount | Choice)[] }) {
  return fields.map((field) =>
    "forms" in field ? (
      <ChoiceFields key={field.at} choice={field} {...props} />
    ) : (
      <AmountField key={field.at} amount={field} {...props} />
    ),
  )
}

function ChoiceFields<B extends Behaviour>({
  choice,
  ...props
}: FieldsProps<B> & { readonly choice: Choice }) {
  const { value, onChange } = props
  const { at, by, label, forms } = choice
  const form = forms.find(({ name }) => name === partAt(value, `${at}/${by}`))
  return (
    <>
      <SelectField
        label={label}
        value={form?.name ?? ""}
        options={forms}
        onChange={({ name, fresh }) => onChange(withPart(value, at, { [by]: name, ...fresh }))}
      />
      {form?.amounts.map((amount) => (
        <AmountField key={amount.at} amount={amount} {...props} />
      ))}
    </>
  )
}

function AmountField<B extends Behaviour>({
  amount,
  ...props
}: FieldsProps<B> & { readonly amount: Amount }) {
  const { at, ...look } = amount
  return (
    <NumberField
      {...look}
      value={Number(partAt(props.value, at))}
      fault={props.faults(at)}
      onChange={(number) => props.onChange(withPart(props.value, at, number))}
    />
  )
}
