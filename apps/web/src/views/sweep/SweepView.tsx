import type { Sweep } from "@zmqscope/protocol"
import { type ReactNode, useState } from "react"
import { useApp, useCommands } from "../../hooks/index.js"
import {
  draftOf,
  kneeWords,
  orderWords,
  progressWords,
  type SweepDraft,
} from "../../sweeps/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { PageHead } from "../header/PageButtons.js"
import { OtherRuns } from "../runs/OtherRuns.js"
import { SetUp } from "./SetUp.js"
import { SweepShown } from "./SweepShown.js"
import { useSweeps } from "./use-sweeps.js"

/** Load against latency on the workers that are there: set up, run, and what came of it. */
export function SweepView() {
  const { url } = useApp()
  const { number, view, all, shown, lookNow } = useSweeps()
  /** What is set up begins with this; null: with what fits the workers. */
  const [draft, setDraft] = useState<SweepDraft | null>(null)
  const leave = () => url.step({ view: "broker" })
  useCommands({ "sweep-leave": leave })
  const show = (other: number | null) => {
    url.step({ sweep: other })
    lookNow()
  }
  const change = (sweep: Sweep) => {
    setDraft(draftOf(sweep.order))
    show(null)
  }
  const failure = view.state === "ready" ? view.failure : view.state === "failed" ? view.why : null
  const state =
    view.state !== "ready" ? view.state : shown ? "ready" : number ? "unknown" : "set-up"
  return (
    <div className="flex min-h-screen flex-col">
      <PageHead
        title={number === null ? "A sweep: load against latency" : `Sweep ${number}`}
        status={shown !== null && progressWords(shown)}
        onLeave={leave}
      />
      <main
        data-testid={TEST_IDS.sweep}
        data-state={state}
        data-number={number ?? ""}
        data-phase={shown?.state ?? ""}
        data-knee={shown?.kneePerSecond ?? ""}
        data-failure={failure ?? ""}
      >
        {failure !== null && (
          <p role="alert" className="px-6 pt-3 text-warn">
            Not answered, trying again: {failure}
            {view.state === "ready" && " What is shown is as it was."}
          </p>
        )}
        {contentOf(state)}
        {view.state === "ready" && (
          <OtherRuns
            label="Other sweeps"
            className="border-t border-line"
            shown={number}
            runs={all.map(toldOf)}
            onShow={show}
          />
        )}
      </main>
    </div>
  )

  function contentOf(of: typeof state): ReactNode {
    switch (of) {
      case "loading":
        return <p className="px-6 py-6 text-ink2">Asking for the sweeps…</p>
      case "failed":
        return null
      case "unknown":
        return (
          <div className="flex flex-wrap items-center gap-3 px-6 py-6">
            <p role="alert" className="text-warn">
              There is no sweep {number} any more: the server was started anew since, or has run
              many.
            </p>
            <Button onClick={() => show(null)}>Set up a sweep</Button>
          </div>
        )
      case "set-up":
        return <SetUp key={JSON.stringify(draft)} draft={draft} onStarted={show} />
      default:
        return (
          shown && (
            <SweepShown
              sweep={shown}
              isOld={failure !== null}
              onShow={show}
              onDone={lookNow}
              onChange={change}
            />
          )
        )
    }
  }
}

function toldOf(sweep: Sweep) {
  const detail = `${progressWords(sweep)}. ${kneeWords(sweep)} ${orderWords(sweep.order)}.`
  return { number: sweep.number, title: `Sweep ${sweep.number}:`, detail }
}
