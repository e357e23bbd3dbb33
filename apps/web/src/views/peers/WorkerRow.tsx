import type { Worker } from "@zmqscope/protocol"
import { workerLook } from "../../colour.js"
import { formatCount, formatDuration, formatRate } from "../../format.js"
import { useSelection } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Swatch } from "../../ui/index.js"
import { isLong } from "./long.js"
import type { RowContext } from "./PeerList.js"
import { PeerMenu } from "./PeerMenu.js"
import { ExternalTag, NoteTag, StateTag } from "./Tags.js"
import { useLit } from "./use-lit.js"

export const WORKER_ROW_REM = 3.625

export interface WorkerRowProps extends RowContext {
  readonly worker: Worker
  /** Outstanding requests that fill the bar: the same for all rows. */
  readonly fullBar: number
}

export function WorkerRow({ worker, fullBar, tabIndex, onKeyDown }: WorkerRowProps) {
  const { toggle } = useSelection()
  const lit = useLit("worker", worker.name)
  const { name } = worker
  const look = workerLook(worker.index)
  const filled = Math.min(1, worker.outstanding / fullBar)
  return (
    <div
      className={`peer-row ${lit ? "lit" : ""}`}
      data-testid={TEST_IDS.workerRow}
      data-name={name}
      data-simulated={worker.simulated}
      data-state={worker.state}
      data-outstanding={worker.outstanding}
      data-served={worker.served}
      data-silent={worker.silentUs !== null}
    >
      <button
        type="button"
        tabIndex={tabIndex}
        onKeyDown={onKeyDown}
        aria-pressed={lit}
        onClick={() => toggle({ kind: "worker", name })}
        title={describeWorker(worker)}
        className="flex h-full min-w-0 grow items-center gap-2.5 text-left"
      >
        <Swatch look={look} />
        <span className="min-w-0 grow">
          <span className="flex items-center gap-1.5">
            <span className="truncate font-mono text-label">{name}</span>
            {!worker.simulated && <ExternalTag />}
            <StateTag state={worker.state} />
            {!worker.heartbeats && <NoteTag title={NO_HEARTBEATS}>no heartbeats</NoteTag>}
            <span className="grow" />
            <span className="text-label whitespace-nowrap text-ink2">
              {formatRate(worker.ratePerSecond)}/s
            </span>
          </span>
          <span className="mt-0.5 block h-1 overflow-hidden rounded-sm bg-line" aria-hidden>
            <span
              className="block h-full rounded-sm"
              style={{ width: `${filled * 100}%`, background: look.colour }}
            />
          </span>
          <span className="mt-0.5 block truncate text-tiny text-ink2">
            {worker.silentUs !== null && (
              <span className="text-warn">silent for {formatDuration(worker.silentUs)}, </span>
            )}
            {describeLoad(worker)}
          </span>
        </span>
      </button>
      <PeerMenu target={{ kind: "worker", peer: worker }} tabIndex={tabIndex} />
    </div>
  )
}

const NO_HEARTBEATS =
  "Its ZMTP has no heartbeats: whether it is silent or gone is not seen before its connection ends"

/** One request is in service, the rest are the backlog. */
function describeLoad(worker: Worker): string {
  const { state, outstanding, oldestUs, silentUs, serviceUs, served } = worker
  if (state === "drained") return `safe to stop, ${formatCount(served)} served`
  const backlog =
    outstanding === 0 ? "idle" : `${formatCount(Math.max(0, outstanding - 1))} in backlog`
  const since =
    silentUs === null && isLong(oldestUs) ? `, has one for ${formatDuration(oldestUs)}` : ""
  const each = serviceUs === null ? "" : `, ${formatDuration(serviceUs)} each`
  return `${backlog}${since}${each}, ${formatCount(served)} served`
}

/** All that is known of it, for where there is no room. */
function describeWorker(worker: Worker): string {
  const { name, socketType, address, heartbeats, silentUs } = worker
  const silent = silentUs === null ? "" : `silent for ${formatDuration(silentUs)}, `
  const from = address === "" ? "" : `, ${socketType} at ${address}`
  return `${name}: ${silent}${describeLoad(worker)}${from}${heartbeats ? "" : `. ${NO_HEARTBEATS}`}`
}
