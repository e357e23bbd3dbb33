import { workerLook } from "../../colour.js"
import { formatDuration, UNKNOWN } from "../../format.js"
import { useSelection } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Bar, Swatch } from "../../ui/index.js"
import type { WorkerFairness } from "./fairness.js"

/** One worker's figures, each with a bar that is full at everything. */
export function FairnessRow({ worker }: { readonly worker: WorkerFairness }) {
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

function formatShare(share: number | null): string {
  return share === null ? UNKNOWN : `${Math.round(share * 100)} %`
}
