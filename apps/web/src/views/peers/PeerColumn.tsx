import { formatCount } from "@zmqscope/metrics"
import type { Client, Worker } from "@zmqscope/protocol"
import { Ellipsis } from "lucide-react"
import { type ReactNode, useSyncExternalStore } from "react"
import type { PeerKind } from "../../api/index.js"
import { reachableEndpoint } from "../../endpoint.js"
import {
  useApp,
  useCapability,
  useFigures,
  useObstacle,
  useShownFigures,
  useStatus,
  useUrl,
} from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton, Menu, MenuItem, MenuSeparator } from "../../ui/index.js"
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
      peers={useShownFigures((view) => view.snapshot?.clients)}
      rowRem={CLIENT_ROW_REM}
      Row={ClientRow}
    />
  )
}

export function Workers() {
  const { actions } = useApp()
  const workers = useShownFigures((view) => view.snapshot?.workers)
  const obstacle = useObstacle()
  const hasSimulated = useFigures(({ snapshot }) => hasSimulatedIn(snapshot?.workers))
  return (
    <PeerColumn
      kind="worker"
      peers={workers}
      rowRem={WORKER_ROW_REM}
      lowRem={LOW_WORKER_ROW_REM}
      Row={WorkerRow}
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

interface PeerColumnProps<P> extends Pick<PeerListProps<P>, "rowRem" | "lowRem" | "Row"> {
  readonly kind: PeerKind
  readonly peers: readonly P[] | undefined
  /** A further button. */
  readonly children?: ReactNode
}

function PeerColumn<P extends Client | Worker>(props: PeerColumnProps<P>) {
  const { kind, peers, children, ...rows } = props
  const { title, empty, port } = LOOKS[kind]
  const { actions } = useApp()
  const { presented } = useUrl()
  const address = useStatus((view) => view.hello?.[port])
  const canDisconnectClient = useCapability("disconnect-client")
  return (
    <section aria-label={title} className="flex min-h-0 flex-col pt-3">
      <div className="flex items-center gap-2 pb-2">
        <h2 className="text-label font-semibold text-ink2">{title}</h2>
        <span
          className="text-label font-semibold"
          data-testid={TEST_IDS[`${kind}Count`]}
          data-value={peers?.length ?? ""}
        >
          {formatCount(peers?.length)}
        </span>
        <span className="grow" />
        {presented === null && <Controls kind={kind}>{children}</Controls>}
      </div>
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

type ControlsProps = Pick<PeerColumnProps<Client | Worker>, "kind" | "children">

/** The ways to have more or fewer, of those who are there now. */
function Controls({ kind, children }: ControlsProps) {
  const { actions } = useApp()
  const obstacle = useObstacle()
  const none = useFigures(({ snapshot }) => !hasSimulatedIn(snapshot?.[`${kind}s`]))
  return (
    <>
      {[1, LOOKS[kind].several].map((count) => (
        <Button
          key={count}
          look="small"
          aria-label={count === 1 ? `+1: spawn a ${kind}` : `+${count}: spawn ${count} ${kind}s`}
          title={obstacle}
          unavailable={obstacle !== undefined}
          onClick={() => actions.order(kind, count)}
        >
          +{count}
        </Button>
      ))}
      {children}
      <Menu
        label={`More for ${kind}s`}
        trigger={<IconButton icon={Ellipsis} label={`More for ${kind}s`} />}
      >
        <MenuItem
          unavailable={obstacle}
          onSelect={() => actions.dialogs.set({ type: "spawn", kind })}
        >
          Spawn {kind}s…
        </MenuItem>
        <MenuSeparator />
        {(["stop", "kill"] as const).map((mode) => (
          <MenuItem
            key={mode}
            disabled={none}
            unavailable={obstacle}
            onSelect={() => actions.removeAll(kind, mode)}
          >
            {mode === "stop" ? "Stop" : "Kill"} all simulated
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}

function hasSimulatedIn(peers: readonly (Client | Worker)[] = []): boolean {
  return peers.some(({ simulated }) => simulated)
}

/** How far a bulk action over one kind of peers has come. */
function BulkProgress({ kind }: { readonly kind: PeerKind }) {
  const { progress } = useApp().actions
  const shown = useSyncExternalStore(progress.subscribe, () => progress.get(kind))
  if (shown === null) return null
  const { label, through, total } = shown
  return (
    <div className="pb-2 text-tiny text-ink2" data-testid={TEST_IDS.bulkProgress}>
      {label}: {through} of {total}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={through}
        aria-valuemin={0}
        aria-valuemax={total}
        className="mt-1 h-1 overflow-hidden rounded-sm bg-line"
      >
        <div className="h-full bg-accent" style={{ width: `${(100 * through) / total}%` }} />
      </div>
    </div>
  )
}
