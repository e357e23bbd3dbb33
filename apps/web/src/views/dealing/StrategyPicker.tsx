import type { Dealing } from "@zmqscope/protocol"
import { useId } from "react"
import { Pictogram } from "./Pictogram.js"
import { STRATEGIES } from "./strategies.js"

export function StrategyPicker({
  value,
  inForce,
  onChange,
}: {
  readonly value: Dealing
  readonly inForce: Dealing
  readonly onChange: (dealing: Dealing) => void
}) {
  const id = useId()
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">Way of dealing</legend>
      {STRATEGIES.map(({ dealing, text, picture }) => (
        <label
          key={dealing}
          className="flex cursor-pointer items-center gap-3 rounded-md border border-transparent px-2 py-1.5 hover:bg-line has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="dealing"
            className="accent-accent"
            aria-label={dealing}
            aria-describedby={`${id}${dealing}`}
            checked={dealing === value}
            onChange={() => onChange(dealing)}
          />
          <Pictogram picture={picture} />
          <span className="min-w-0 grow">
            <span className="font-semibold">{dealing}</span>
            {dealing === inForce && <span className="ml-2 text-tiny text-accent">in force</span>}
            <span id={`${id}${dealing}`} className="block text-tiny text-ink2">
              {text}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
