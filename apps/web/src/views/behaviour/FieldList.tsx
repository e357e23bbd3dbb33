import type { Amount, Field } from "./field.js"
import { NumberField } from "./NumberField.js"
import { partAt, withPart } from "./pointer.js"
import { SelectField } from "./SelectField.js"

interface FieldListProps<V extends object> {
  readonly fields: readonly Field[]
  /** What their pointers lead into. */
  readonly value: V
  readonly onChange: (value: V) => void
  /** What the server found wrong at a pointer. */
  readonly faults: (pointer: string) => string | undefined
}

/** Fields of a form, one for each number, and for each part that takes one of some forms. */
export function FieldList<V extends object>(props: FieldListProps<V>) {
  const { fields, value, onChange, faults } = props
  const set = (at: string, part: unknown) => onChange(withPart(value, at, part))
  const amountField = ({ at, usual, ...look }: Amount) => (
    <NumberField
      key={at}
      {...look}
      value={Number(partAt(value, at) ?? usual)}
      fault={faults(at)}
      onChange={(number) => set(at, number)}
    />
  )
  return fields.flatMap((field) => {
    if (!("forms" in field)) return amountField(field)
    const { at, by, label, forms } = field
    const form = forms.find(({ name }) => name === partAt(value, `${at}/${by}`))
    const select = (
      <SelectField
        key={at}
        label={label}
        value={form?.name ?? ""}
        options={forms}
        onChange={({ name, fresh }) => set(at, { [by]: name, ...fresh })}
      />
    )
    return [select, ...(form?.amounts ?? []).map(amountField)]
  })
}
