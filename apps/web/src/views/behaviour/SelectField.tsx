import { type ReactNode, useId } from "react"

interface Option {
  readonly name: string
  readonly label: string
}

interface SelectFieldProps<O extends Option> {
  readonly label: ReactNode
  /** The name of the option that is chosen. */
  readonly value: string
  readonly options: readonly O[]
  readonly onChange: (option: O) => void
}

export function SelectField<O extends Option>(props: SelectFieldProps<O>) {
  const { label, value, options, onChange } = props
  const id = useId()
  return (
    <div className="grid grid-cols-[9rem_minmax(0,1fr)] items-center gap-x-4">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find(({ name }) => name === event.target.value)
          if (chosen !== undefined) onChange(chosen)
        }}
        className="h-7 min-w-0 rounded-md border border-line2 bg-bg px-2 text-label"
      >
        {options.map((option) => (
          <option key={option.name} value={option.name}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
