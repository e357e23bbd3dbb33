import { useId } from "react"

export interface SelectOption<T extends string> {
  readonly value: T
  readonly label: string
}

export function SelectField<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: T
  readonly options: readonly SelectOption<T>[]
  readonly onChange: (value: T) => void
}) {
  const id = useId()
  return (
    <div className="grid grid-cols-[9rem_1fr] items-center gap-x-4">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
        className="h-7 rounded-md border border-line2 bg-bg px-2 text-label"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
