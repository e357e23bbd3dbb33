import type { Sweep } from "@zmqscope/protocol"
import { useApp, useCommands } from "../../hooks/index.js"
import { isOver, kneeWords, orderWords, progressOf, sweepMarkdown } from "../../sweeps/index.js"
import { Button } from "../../ui/index.js"
import { RunEnd, useDoing } from "../runs/RunEnd.js"
import { SweepChart } from "./SweepChart.js"
import { SweepTable } from "./SweepTable.js"

interface SweepShownProps {
  readonly sweep: Sweep
  readonly isOld: boolean
  readonly onShow: (number: number) => void
  /** Something was done to it. */
  readonly onDone: () => void
  /** Sets another up, beginning with this one's. */
  readonly onChange: (sweep: Sweep) => void
}

/** One sweep, in whatever state it is. */
export function SweepShown(props: SweepShownProps) {
  const { sweep, isOld, onShow, onChange } = props
  const { measures } = useApp()
  const { state, failure } = sweep
  return (
    <div className={isOld ? "opacity-60" : ""}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-1.5">
        <progress
          className="progress"
          aria-label="Progress of the sweep"
          value={progressOf(sweep)}
        />
        <p className="min-w-0 grow basis-60 font-semibold">{kneeWords(sweep)}</p>
        {isOver(sweep) ? (
          <RunEnd
            copyCommand="sweep-copy"
            markdown={() => sweepMarkdown(sweep)}
            onChange={() => onChange(sweep)}
            onAgain={async () => onShow((await measures.startSweep(sweep.order)).number)}
          />
        ) : (
          <Cancel {...props} />
        )}
      </div>
      {state === "failed" && (
        <p role="alert" className="px-6 pt-2 text-warn">
          It failed: {failure} What it had measured is kept.
        </p>
      )}
      <div className="h-[clamp(14rem,45vh,30rem)] px-6 pt-2">
        <SweepChart sweep={sweep} />
      </div>
      <section aria-label="What was measured" className="border-t border-line px-6 py-2">
        <SweepTable sweep={sweep} />
        <p className="mt-1.5 max-w-[55rem] text-tiny text-ink2">{orderWords(sweep.order)}.</p>
      </section>
    </div>
  )
}

function Cancel({ sweep, onDone }: SweepShownProps) {
  const { measures } = useApp()
  const cancel = useDoing(async () => {
    await measures.cancelSweep(sweep.number)
    onDone()
  })
  useCommands({ "sweep-cancel": cancel.run })
  return (
    <Button unavailable={cancel.isBusy} onClick={cancel.run}>
      Cancel the sweep
    </Button>
  )
}
