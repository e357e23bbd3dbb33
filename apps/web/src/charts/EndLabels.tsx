import { useState } from "react"
import { LabelMemory, spreadLabels } from "./labels.js"
import { type SeriesLook, SeriesMark } from "./SeriesMark.js"
import { type ValueScale, yOf } from "./scale.js"
import type { Plot } from "./use-plot.js"

/** A series as it is named at its right end. */
export interface SeriesLabel extends SeriesLook {
  /** Stable, and the same on every chart: `worker:3`, `waiting`, `p99`. */
  readonly id: string
  readonly name: string
  /** What the name stands for, when it is a figure. */
  readonly meaning?: string
  /** The value that the label stands beside. */
  readonly at: number
  /** The labels of the lightest go first when there is no room for all. */
  readonly weight: number
  /** Stands out among the others. */
  readonly strong?: boolean
}

interface EndLabelsProps {
  readonly plot: Plot
  readonly scale: ValueScale
  readonly labels: readonly SeriesLabel[]
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (id: string) => void
}

/** The series' names, each where its series ends; a press turns it off and on, on all charts. */
export function EndLabels({ plot, scale, labels, hidden, onToggle }: EndLabelsProps) {
  const [memory] = useState(() => new LabelMemory())
  const pitch = plot.remPx * 0.86
  const wanted = memory.settle(
    labels.map((label) => ({ id: label.id, weight: label.weight, y: yOf(label.at, scale, plot) })),
    pitch,
  )
  const room = { top: plot.top + pitch / 4, bottom: plot.bottom - pitch / 4, pitch }
  const places = spreadLabels(wanted, room)
  return (
    <div className="chart-labels" style={{ left: plot.right + plot.remPx * 0.4 }}>
      {labels.map((label) => {
        const y = places.get(label.id)
        if (y === undefined) return null
        return (
          <button
            key={label.id}
            type="button"
            className="chart-label"
            data-strong={label.strong || undefined}
            aria-pressed={!hidden.has(label.id)}
            aria-label={`Show ${fullName(label)}`}
            title={fullName(label)}
            style={{ top: y, height: pitch }}
            onClick={() => onToggle(label.id)}
          >
            <SeriesMark look={label} />
            <span>{label.name}</span>
          </button>
        )
      })}
    </div>
  )
}

/** What is read on the label comes first in what is heard. */
export function fullName({ name, meaning }: { name: string; meaning?: string }): string {
  return meaning === undefined ? name : `${name}, ${meaning}`
}
