import { formatCount, formatDuration, formatRate, plural } from "@zmqscope/metrics"
import type { FiguresView } from "@zmqscope/model"
import type { Client, Worker } from "@zmqscope/protocol"
import { workerLook } from "../../colour.js"
import { useShownFigures } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Bar, Swatch } from "../../ui/index.js"
import { fullBarFor } from "./bar-scale.js"
import type { RowContext } from "./PeerList.js"
import { isLong, PeerName, PeerRow } from "./PeerRow.js"

export const CLIENT_ROW_REM = 2.375

export function ClientRow({ peer: client, ...context }: RowContext & { readonly peer: Client }) {
  const { sent, returned, ratePerSecond, oldestUs, lostUs } = client
  // Of who waits that says it all, and its name needs the room.
  const isStill = ratePerSecond === 0 && (isLong(oldestUs) || isLong(lostUs))
  return (
    <PeerRow
      target={{ kind: "client", peer: client }}
      testId={TEST_IDS.clientRow}
      title={describeClient(client)}
      data={{ "data-sent": sent, "data-returned": returned }}
      {...context}
    >
      <PeerName peer={client} />
      <span className="text-right text-label whitespace-nowrap text-ink2">
        <Pace client={client} />
        {!isStill && `${formatRate(ratePerSecond)}/s`}
      </span>
    </PeerRow>
  )
}

/** The one thing to know of its waiting: what keeps it, for how long, for how many, or how long on average. */
function Pace({ client }: { readonly client: Client }) {
  const { outstanding, oldestUs, lostUs, heldBack, roundTripUs, state } = client
  if (state !== "live") return null
  if (heldBack) return <span className="mr-2 text-warn">held back</span>
  if (isLong(oldestUs))
    return <span className="mr-2 text-ink">waits {formatDuration(oldestUs)}</span>
  if (isLong(lostUs))
    return <span className="mr-2 text-warn">lost {formatDuration(lostUs)} ago</span>
  if (outstanding > 1) return <span className="mr-2">{formatCount(outstanding)} open</span>
  if (roundTripUs === null) return null
  return <span className="mr-2 text-ink3">{formatDuration(roundTripUs)}</span>
}

function describeClient({ name, ...client }: Client): string {
  const { outstanding, oldestUs, lostUs, roundTripUs, heldBack, address, sent, returned } = client
  const facts = [
    outstanding > 0 && `${plural(outstanding, "request")} open`,
    oldestUs !== null && `the oldest for ${formatDuration(oldestUs)}`,
    lostUs !== null && `lost one ${formatDuration(lostUs)} ago, and has asked nothing since`,
    heldBack && "held back: nothing is read from it, for want of room",
    roundTripUs !== null && `${formatDuration(roundTripUs)} a round trip on average`,
    `${formatCount(sent)} sent, ${formatCount(returned)} returned`,
    address !== "" && `from ${address}`,
  ]
  return `${name}: ${facts.filter((fact) => fact !== false).join(", ")}`
}

export const WORKER_ROW_REM = 3.625
/** One line and a bar. */
export const LOW_WORKER_ROW_REM = 2.25

/** How many outstanding requests fill a bar: the same for all rows. */
function fullBarOf({ snapshot }: FiguresView): number {
  return fullBarFor(Math.max(0, ...(snapshot?.workers ?? []).map((worker) => worker.outstanding)))
}

export function WorkerRow({ peer: worker, ...context }: RowContext & { readonly peer: Worker }) {
  const fullBar = useShownFigures(fullBarOf)
  const look = workerLook(worker.index)
  return (
    <PeerRow
      target={{ kind: "worker", peer: worker }}
      testId={TEST_IDS.workerRow}
      title={describeWorker(worker)}
      data={{ "data-served": worker.served, "data-silent": worker.silentUs ?? 0 }}
      {...context}
    >
      <Swatch look={look} />
      <span className="min-w-0 grow">
        <span className="flex items-center gap-1.5">
          <PeerName peer={worker} {...(!worker.heartbeats && { note: NO_HEARTBEATS })} />
          <span className="text-label whitespace-nowrap text-ink2">
            {context.isLow ? <LowLoad worker={worker} /> : `${formatRate(worker.ratePerSecond)}/s`}
          </span>
        </span>
        <Bar part={worker.outstanding / fullBar} colour={look.colour} className="mt-0.5 h-1" />
        {!context.isLow && (
          <span className="mt-0.5 block truncate text-tiny text-ink2">
            <Silence worker={worker} />
            {worker.silentUs !== null && ", "}
            {describeLoad(worker)}
          </span>
        )}
      </span>
    </PeerRow>
  )
}

const NO_HEARTBEATS =
  "Its ZMTP has no heartbeats: whether it is silent or gone is not seen before its connection ends"

function Silence({ worker: { silentUs } }: { readonly worker: Worker }) {
  if (silentUs === null) return null
  return <span className="text-warn">silent for {formatDuration(silentUs)}</span>
}

/** Of one that is silent that says it all, and its name needs the room. */
function LowLoad({ worker }: { readonly worker: Worker }) {
  if (worker.silentUs !== null) return <Silence worker={worker} />
  return (
    <>
      {worker.outstanding > 1 && (
        <span className="mr-2 text-tiny">{formatCount(worker.outstanding - 1)} behind</span>
      )}
      {formatRate(worker.ratePerSecond)}/s
    </>
  )
}

/** One request is in service, the rest are the backlog. */
function describeBacklog(outstanding: number): string {
  if (outstanding <= 1) return outstanding === 1 ? "busy" : "idle"
  return `${formatCount(outstanding - 1)} in backlog`
}

function describeLoad(worker: Worker): string {
  const { state, outstanding, oldestUs, silentUs, serviceUs, served } = worker
  if (state === "drained") return `safe to stop, ${formatCount(served)} served`
  const since = silentUs === null && isLong(oldestUs) ? `, oldest ${formatDuration(oldestUs)}` : ""
  const each = serviceUs === null ? "" : `, ${formatDuration(serviceUs)} each`
  return `${describeBacklog(outstanding)}${since}${each}, ${formatCount(served)} served`
}

function describeWorker(worker: Worker): string {
  const { name, socketType, address, heartbeats, silentUs } = worker
  const silent = silentUs === null ? "" : `silent for ${formatDuration(silentUs)}, `
  const from = address === "" ? "" : `, ${socketType} at ${address}`
  return `${name}: ${silent}${describeLoad(worker)}${from}${heartbeats ? "" : `. ${NO_HEARTBEATS}`}`
}
