import type { Sweep } from "@zmqscope/protocol"
import { useApp, useCommands } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { type RunKind, RunPage } from "../runs/RunPage.js"
import { useDoing } from "../runs/use-doing.js"
import { draftOf } from "./draft.js"
import { SetUp } from "./SetUp.js"
import { SweepChart } from "./SweepChart.js"
import { SweepTable } from "./SweepTable.js"
import { sweepMarkdown } from "./table.js"
import { isOver, kneeWords, orderWords, progressOf, progressWords } from "./words.js"

const SWEEPS: RunKind<Sweep> = {
  name: "sweep",
  title: "A sweep: load against latency",
  isOver,
  loadAll: ({ api }) => api.sweeps(),
  load: ({ api }, number) => api.sweep(number),
  everyMs: 500,
  allEveryMs: 3000,
  progressWords,
  progressOf,
  headline: kneeWords,
  told: (sweep) => ({
    title: `Sweep ${sweep.number}:`,
    detail: `${progressWords(sweep)}. ${kneeWords(sweep)} ${orderWords(sweep.order)}.`,
  }),
  data: (sweep) => ({
    "data-phase": sweep?.state ?? "",
    "data-knee": sweep?.kneePerSecond ?? "",
  }),
  markdown: sweepMarkdown,
  startAgain: ({ api }, { order }) => api.startSweep(order),
  SetUp: ({ first, onStarted }) => (
    <SetUp draft={first && draftOf(first.order)} onStarted={onStarted} />
  ),
  Actions: Cancel,
  Shown: ({ run, others }) => (
    <>
      {run.state === "failed" && (
        <p role="alert" className="px-6 pt-2 text-warn">
          It failed: {run.failure} What it had measured is kept.
        </p>
      )}
      <div className="h-[clamp(14rem,45vh,30rem)] px-6 pt-2 group-data-old:opacity-60">
        <SweepChart sweep={run} />
      </div>
      <section
        aria-label="What was measured"
        className="border-t border-line px-6 py-2 group-data-old:opacity-60"
      >
        <SweepTable sweep={run} />
        <p className="mt-1.5 max-w-[55rem] text-tiny text-ink2">{orderWords(run.order)}.</p>
      </section>
      {others}
    </>
  ),
}

/** Load against latency on the workers that are there: set up, run, and what came of it. */
export function SweepView() {
  return <RunPage kind={SWEEPS} />
}

function Cancel({ run, onDone }: { readonly run: Sweep; readonly onDone: () => void }) {
  const { api } = useApp()
  const cancel = useDoing(async () => {
    await api.cancelSweep(run.number)
    onDone()
  })
  useCommands({ "sweep-cancel": cancel.run })
  return (
    <Button unavailable={cancel.isBusy} onClick={cancel.run}>
      Cancel the sweep
    </Button>
  )
}
