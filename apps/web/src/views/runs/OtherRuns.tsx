import type { PolledView } from "../../polled.js"
import { Button } from "../../ui/index.js"
import type { RunKind } from "./RunPage.js"
import type { Run } from "./use-runs.js"

interface OtherRunsProps<R extends Run> {
  readonly kind: Pick<RunKind<R>, "name" | "told">
  /** The one that is shown. */
  readonly shown: number | null
  /** Those that the server keeps, the latest first. */
  readonly kept: PolledView<readonly R[]>
  readonly onShow: (number: number | null) => void
  readonly retry: () => void
}

/** The races or the sweeps that the server keeps, besides the one that is shown. */
export function OtherRuns<R extends Run>(props: OtherRunsProps<R>) {
  const { kind, shown, kept, onShow, retry } = props
  const label = `Other ${kind.name}s`
  const others = (kept.value ?? []).filter(({ number }) => number !== shown)
  return (
    <section
      aria-label={label}
      className="other-runs min-w-0 border-t border-line px-6 py-2 text-label"
    >
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold">{label}</h3>
        {shown !== null && (
          <Button look="small" onClick={() => onShow(null)}>
            Set up another
          </Button>
        )}
      </div>
      {kept.failure !== null ? (
        <p role="alert" className="flex flex-wrap items-center gap-3 py-1 text-warn">
          They could not be asked for: {kept.failure}
          <Button look="small" onClick={retry}>
            Try again
          </Button>
        </p>
      ) : (
        others.length === 0 && (
          <p className="py-1 text-ink2">
            {kept.state === "loading"
              ? "Asking for them…"
              : "None yet: the last ones are kept as long as the server runs."}
          </p>
        )
      )}
      <ul>
        {others.map((run) => {
          const { title, detail } = kind.told(run)
          return (
            <li key={run.number}>
              <button
                type="button"
                className="w-full rounded-md py-1 text-left hover:bg-raise"
                onClick={() => onShow(run.number)}
              >
                <span className="font-semibold">{title}</span>{" "}
                <span className="text-ink2">{detail}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
