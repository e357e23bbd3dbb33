import { type KeyboardEvent, useId, useRef } from "react"
import { sliderStops, stopBeside, stopFor } from "./slider-scale.js"

export interface FieldRange {
  readonly min: number
  readonly max: number
  /** The slider's right end; more can be typed. */
  readonly reach: number
  readonly step: number
  readonly unit: string
}

export interface NumberFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly range: FieldRange
  readonly value: number
  readonly onChange: (value: number) => void
  /** What the server found wrong with it. */
  readonly fault?: string | undefined
}

/**
 * A number with a slider, which moves in proportion: as fine at 1 ms as at 1 s; so do the arrow keys.
 * The slider is for the pointer alone: to a screen reader it would be another value of the same name.
 */
export function NumberField({ label, hint, range, value, onChange, fault }: NumberFieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const stops = sliderStops(range)
  const field = useRef<HTMLInputElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    onChange(stopBeside(value, by, stops))
  }
  const isWrong = fault !== undefined || !isWithin(value, range)
  return (
    <div className="grid grid-cols-[1fr_9.5rem] items-center gap-x-4 gap-y-0.5 sm:grid-cols-[9rem_1fr_9.5rem]">
      <label htmlFor={id} className="text-label">
        {label}
      </label>
      <input
        type="range"
        aria-hidden
        tabIndex={-1}
        min={0}
        max={stops.length - 1}
        value={stopFor(value, stops)}
        onFocus={() => field.current?.focus()}
        onChange={(event) => onChange(stops[event.target.valueAsNumber] ?? range.min)}
        className="w-full accent-accent max-sm:hidden"
      />
      <span className="flex items-center gap-2">
        <input
          id={id}
          ref={field}
          type="number"
          required
          min={range.min}
          max={range.max}
          step={range.step === 1 ? 1 : "any"}
          value={Number.isNaN(value) ? "" : value}
          aria-invalid={isWrong}
          aria-describedby={hintId}
          onKeyDown={onKeyDown}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          className="h-7 w-24 rounded-md border border-line2 bg-bg px-2 text-right font-mono text-label [appearance:textfield] aria-invalid:border-warn [&::-webkit-inner-spin-button]:appearance-none"
        />
        <span className="text-tiny text-ink2">{range.unit}</span>
      </span>
      <p
        id={hintId}
        className={`col-span-full text-tiny sm:col-start-2 ${isWrong ? "text-warn" : "text-ink2"}`}
      >
        {fault ?? (isWithin(value, range) ? hint : `From ${range.min} to ${range.max}`)}
      </p>
    </div>
  )
}

function isWithin(value: number, range: FieldRange): boolean {
  return value >= range.min && value <= range.max
}
