import type { Client, Worker } from "@zmqscope/protocol"
import type { ReactNode } from "react"
import type { PeerKind } from "../../api/index.js"
import { reachableEndpoint } from "../../endpoint.js"
import { useApp, useCapability, useFigures, useObstacle, useStatus } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { fullBarFor } from "./bar-scale.js"
import { BulkProgress, ColumnHeading } from "./ColumnHeading.js"
import { PeerList, type PeerListProps } from "./PeerList.js"
import { CLIENT_ROW_REM, ClientRow, LOW_WORKER_ROW_REM, WORKER_ROW_REM, WorkerRow } from "./rows.js"

const LOOKS = {
  client: {
    title: "Clients",
    /** The larger of the two quick spawns. */
    several: 10,
    /** What there is to do when there is none. */
    empty: "No clients: nothing is asked. Spawn one, or connect your own to",
    port: "frontend",
  },
  worker: {
    title: "Workers",
    several: 5,
    empty: "No workers: requests wait. Spawn one, or connect your own to",
    port: "backend",
  },
} as const

export function Clients() {
  return (
    <PeerColumn
      kind="client"
      peers={useFigures((view) => view.snapshot?.clients)}
      rowRem={CLIENT_ROW_REM}
      renderRow={(client, context) => <ClientRow client={client} {...context} />}
    />
  )
}

export function Workers() {
  const { actions } = useApp()
  const workers = useFigures((view) => view.snapshot?.workers)
  const obstacle = useObstacle()
  const hasSimulated = workers?.some(({ simulated }) => simulated) ?? false
  const fullBar = fullBarFor(Math.max(0, ...(workers ?? []).map((worker) => worker.outstanding)))
  return (
    <PeerColumn
      kind="worker"
      peers={workers}
      rowRem={WORKER_ROW_REM}
      lowRem={LOW_WORKER_ROW_REM}
      renderRow={(worker, context) => <WorkerRow worker={worker} fullBar={fullBar} {...context} />}
    >
      <Button
        look="small"
        title={obstacle ?? "Kill a random simulated worker (K)"}
        unavailable={!hasSimulated || obstacle !== undefined}
        onClick={() => actions.killRandomWorker()}
      >
        Kill one
      </Button>
    </PeerColumn>
  )
}

interface PeerColumnProps<P> extends Pick<PeerListProps<P>, "rowRem" | "lowRem" | "renderRow"> {
  readonly kind: PeerKind
  readonly peers: readonly P[] | undefined
  /** A further button. */
  readonly children?: ReactNode
}

function PeerColumn<P extends Client | Worker>(props: PeerColumnProps<P>) {
  const { kind, peers, children, ...rows } = props
  const { title, several, empty, port } = LOOKS[kind]
  const { actions } = useApp()
  const address = useStatus((view) => view.hello?.[port])
  const canDisconnectClient = useCapability("disconnect-client")
  return (
    <section aria-label={title} className="flex min-h-0 flex-col pt-3">
      <ColumnHeading kind={kind} title={title} peers={peers} several={several}>
        {children}
      </ColumnHeading>
      <BulkProgress kind={kind} />
      {peers?.length === 0 && (
        <p className="border-t border-line py-3 text-label text-ink2">
          {empty}{" "}
          {address !== undefined && (
            <code className="text-ink">{reachableEndpoint(address, location.hostname)}</code>
          )}
        </p>
      )}
      <PeerList
        label={title}
        side={`${kind}s`}
        peers={peers ?? []}
        {...rows}
        onDelete={(peer) => {
          const canRemove = kind === "worker" || peer.simulated || canDisconnectClient
          if (canRemove) actions.remove({ kind, peer }, "kill")
        }}
      />
    </section>
  )
}
