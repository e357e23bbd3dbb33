import { formatByteRate, formatCount, plural } from "@zmqscope/metrics"
import type { Client, Worker } from "@zmqscope/protocol"
import { sum } from "d3-array"
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
    empty: "No clients: nothing is asked.",
    port: "frontend",
  },
  worker: {
    title: "Workers",
    several: 5,
    empty: "No workers: requests wait.",
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
  const unread = useUnread(port)
  const isAway = useShownFigures((view) => view.snapshot?.trouble !== undefined)
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
      {unread !== null && (
        <p className="border-t border-line py-2 text-label text-ink2">{unread}</p>
      )}
      {peers?.length === 0 && (
        <p className="border-t border-line py-3 text-label text-ink2">
          {isAway ? "None: there is no broker to watch." : unread === null && empty} Spawn one, or
          connect your own to{" "}
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

/** What passes a port as bytes, of which nobody knows who it is; null where all can be read. */
function useUnread(port: (typeof LOOKS)[PeerKind]["port"]): string | null {
  const { opaque = [] } = useStatus(({ watch }) => watch) ?? {}
  const here = opaque.filter(({ side }) => side === port)
  if (here.length === 0) return null
  const [into, out] = (["fromPeer", "fromBroker"] as const).map((way) =>
    formatByteRate(here.some((one) => one[way] === null) ? null : sum(here, (one) => one[way])),
  )
  const [pass, are] = here.length === 1 ? ["passes", "is"] : ["pass", "are"]
  return `${plural(here.length, "connection")} ${pass} as bytes and ${are} not read: ${into} in, ${out} out.`
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
