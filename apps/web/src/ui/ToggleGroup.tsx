import { useId } from "react"

export interface ToggleOption<T> {
  readonly value: T
  readonly label: string
  readonly title: string
}

/** A few exclusive choices side by side, as radio buttons. */
export function ToggleGroup<T extends string | number>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: T
  readonly options: readonly ToggleOption<T>[]
  readonly onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className="flex flex-wrap rounded-md border border-line2">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className="flex h-[1.375rem] shrink-0 cursor-pointer whitespace-nowrap items-center rounded-[0.3125rem] px-2 text-tiny font-medium text-ink2 hover:text-ink has-checked:bg-line has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            // Its name is the label, and this describes it; the pointer reads the label's own.
            title={option.title}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
