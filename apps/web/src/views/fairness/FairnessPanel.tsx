import { formatDuration, formatShare, windowWords } from "@zmqscope/metrics"
import { useId } from "react"
import { workerLook } from "../../colour.js"
import { useApp, useCharts, useSelection, useSlowed, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Bar, CHART, ChartHead, Swatch } from "../../ui/index.js"
import { type Fairness, fairnessOf, type WorkerFairness } from "./fairness.js"

/** Whether work stood behind one worker while another had none: what a strategy is judged by. */
export function FairnessPanel() {
  const fairness = useFairness()
  const id = useId()
  const { workers, goneCount, idleWhileQueuedUs, presentUs } = fairness
  return (
    <figure
      className={CHART}
      aria-labelledby={id}
      data-testid={TEST_IDS.fairness}
      data-value={idleWhileQueuedUs === null ? "" : Math.round(idleWhileQueuedUs)}
    >
      <ChartHead
        id={id}
        title="Fairness"
        subtitle="idle while requests queued"
        figure={formatDuration(idleWhileQueuedUs)}
        window={presentUs > 0 ? `idle of ${formatDuration(presentUs)} of workers' time` : undefined}
      />
      <p className="mb-1 line-clamp-2 min-h-[2lh] text-tiny text-ink2">
        <Sentence fairness={fairness} />
      </p>
      <div className="min-h-0 grow overflow-y-auto">
        <table className="w-full table-fixed text-tiny [&_:is(th,td)]:py-0.5 [&_:is(th,td):not(:last-child)]:pr-2">
          <thead className="text-ink2">
            <tr className="text-left *:font-medium">
              <th scope="col" className="w-[31%]">
                worker
              </th>
              <th scope="col" className="w-[22%]">
                requests
              </th>
              <th scope="col" className="w-[20%]">
                busy
              </th>
              <th scope="col">idle</th>
            </tr>
          </thead>
          <tbody>
            {workers.map((worker) => (
              <FairnessRow key={worker.series} worker={worker} />
            ))}
          </tbody>
        </table>
        {goneCount > 0 && (
          <p className="pt-1 text-tiny text-ink2">and {goneCount} gone since, in the total alone</p>
        )}
      </div>
    </figure>
  )
}

/** How the work was shared in the charts' window. */
function useFairness(): Fairness {
  const { live } = useApp()
  const { windowMs, freezeMs } = useUrl()
  const nowMs = useCharts((view) => view.nowMs)
  const history = useCharts((view) => view.history.state)
  return useSlowed(`${windowMs} ${freezeMs ?? "runs"} ${history}`, nowMs, () => {
    const points = live.points(windowMs, freezeMs ?? nowMs)
    return fairnessOf(points, live.workersIn(points))
  })
}

function Sentence({ fairness }: { readonly fairness: Fairness }) {
  const { windowMs, freezeMs } = useUrl()
  const { workers, idleWhileQueuedUs, worst } = fairness
  if (idleWhileQueuedUs === null)
    return freezeMs === null ? "No data yet." : "No data of that time."
  if (workers.length === 0) return "No worker is there."
  if (worst === null) {
    const nobody = idleWhileQueuedUs > 0 ? "None of the workers that are there" : "No worker"
    return `${nobody} was idle while requests stood in another worker's backlog.`
  }
  return (
    <>
      <span className="font-medium text-ink">{worst.name}</span> was idle for{" "}
      <span className="font-medium text-ink">{formatDuration(worst.idleWhileQueuedUs)}</span> of{" "}
      {windowWords(windowMs, freezeMs !== null)} while requests stood in another worker's backlog.
    </>
  )
}

/** One worker's figures, each with a bar that is full at everything. */
function FairnessRow({ worker }: { readonly worker: WorkerFairness }) {
  const { name, index, share, busy, idleWhileQueuedUs, idleShare } = worker
  const look = workerLook(index)
  const { selection, toggle } = useSelection()
  const lit = selection?.kind === "worker" && selection.name === name
  return (
    <tr
      className="border-t border-line"
      data-testid={TEST_IDS.fairnessRow}
      data-name={name}
      data-share={share ?? ""}
      data-busy={busy}
      data-value={Math.round(idleWhileQueuedUs)}
    >
      <th scope="row" className="text-left font-normal">
        <button
          type="button"
          aria-pressed={lit}
          onClick={() => toggle({ kind: "worker", name })}
          className={`flex w-full items-center gap-1.5 rounded-sm hover:text-accent ${lit ? "text-accent" : ""}`}
        >
          <Swatch look={look} />
          <span className="truncate font-mono">{name}</span>
        </button>
      </th>
      <td>
        <Measure part={share ?? 0} text={formatShare(share)} colour={look.colour} />
      </td>
      <td>
        <Measure part={busy} text={formatShare(busy)} colour={look.colour} />
      </td>
      <td>
        <Measure part={idleShare} text={formatDuration(idleWhileQueuedUs)} colour="var(--warn)" />
      </td>
    </tr>
  )
}

function Measure(props: { readonly part: number; readonly text: string; readonly colour: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <Bar part={props.part} colour={props.colour} className="h-1.5 min-w-0 grow" />
      <span className="min-w-[5ch] shrink-0 text-right whitespace-nowrap">{props.text}</span>
    </span>
  )
}
