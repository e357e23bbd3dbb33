import type { ReactNode } from "react"
import { Button } from "../../ui/index.js"

interface Run {
  readonly number: number
  /** What it is called, and what came of it. */
  readonly title: string
  readonly detail: string
}

interface OtherRunsProps {
  readonly label: string
  readonly className: string
  /** The one that is shown. */
  readonly shown: number | null
  /** The latest first. */
  readonly runs: readonly Run[]
  readonly onShow: (number: number | null) => void
  /** Why they are not known; what is known stands below it. */
  readonly children?: ReactNode
}

/** The races or the sweeps that the server keeps, besides the one that is shown. */
export function OtherRuns({ label, className, shown, runs, onShow, children }: OtherRunsProps) {
  const others = runs.filter(({ number }) => number !== shown)
  return (
    <section aria-label={label} className={`min-w-0 px-6 py-2 text-label ${className}`}>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold">{label}</h3>
        {shown !== null && (
          <Button look="small" onClick={() => onShow(null)}>
            Set up another
          </Button>
        )}
      </div>
      {children ??
        (others.length === 0 && (
          <p className="py-1 text-ink2">
            None yet: the last ones are kept as long as the server runs.
          </p>
        ))}
      <ul>
        {others.map(({ number, title, detail }) => (
          <li key={number}>
            <button
              type="button"
              className="w-full rounded-md py-1 text-left hover:bg-raise"
              onClick={() => onShow(number)}
            >
              <span className="font-semibold">{title}</span>{" "}
              <span className="text-ink2">{detail}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
