import { formatCount } from "@zmqscope/metrics"
import { Ellipsis } from "lucide-react"
import { type ReactNode, useSyncExternalStore } from "react"
import type { PeerKind } from "../../api/index.js"
import { useApp, useObstacle, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton, Menu, MenuItem, MenuSeparator } from "../../ui/index.js"

interface ColumnHeadingProps {
  readonly kind: PeerKind
  readonly title: string
  readonly peers: readonly { readonly simulated: boolean }[] | undefined
  /** The larger of the two quick spawns. */
  readonly several: number
  /** A further button. */
  readonly children?: ReactNode
}

/** A column's title, how many there are, and the ways to have more or fewer. */
export function ColumnHeading(props: ColumnHeadingProps) {
  const { kind, title, peers } = props
  const { presented } = useUrl()
  return (
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
      {presented === null && <Controls {...props} />}
    </div>
  )
}

function Controls({ kind, peers, several, children }: ColumnHeadingProps) {
  const { actions } = useApp()
  const obstacle = useObstacle()
  const none = !peers?.some(({ simulated }) => simulated)
  return (
    <>
      {[1, several].map((count) => (
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

/** How far a bulk action over one kind of peers has come. */
export function BulkProgress({ kind }: { readonly kind: PeerKind }) {
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
