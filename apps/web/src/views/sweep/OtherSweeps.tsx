import type { Sweep } from "@zmqscope/protocol"
import { kneeWords, orderWords, progressWords } from "../../sweeps/index.js"
import { Button } from "../../ui/index.js"

interface OtherSweepsProps {
  /** The one that is shown. */
  readonly number: number | null
  readonly all: readonly Sweep[]
  readonly onShow: (number: number | null) => void
}

/** The sweeps that the server keeps of this broker, the latest first. */
export function OtherSweeps({ number, all, onShow }: OtherSweepsProps) {
  const others = all.filter((sweep) => sweep.number !== number)
  return (
    <section aria-label="Other sweeps" className="border-t border-line px-6 py-2 text-label">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold">Other sweeps</h3>
        {number !== null && (
          <Button look="small" onClick={() => onShow(null)}>
            Set up another
          </Button>
        )}
      </div>
      {others.length === 0 && (
        <p className="py-1 text-ink2">
          None yet: the last ones are kept as long as the server runs.
        </p>
      )}
      <ul>
        {others.map((sweep) => (
          <li key={sweep.number}>
            <button
              type="button"
              className="w-full rounded-md py-1 text-left hover:bg-raise"
              onClick={() => onShow(sweep.number)}
            >
              <span className="font-semibold">Sweep {sweep.number}:</span>{" "}
              <span className="text-ink2">
                {progressWords(sweep)}. {kneeWords(sweep)} {orderWords(sweep.order)}.
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
