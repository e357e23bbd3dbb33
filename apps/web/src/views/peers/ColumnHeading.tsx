import { Ellipsis } from "lucide-react"
import type { ReactNode } from "react"
import type { PeerKind } from "../../api/index.js"
import { formatCount } from "../../format.js"
import { useApp, useObstacle, useUrl } from "../../hooks/index.js"
import { Button, Menu, MenuItem, MenuSeparator } from "../../ui/index.js"

export interface ColumnHeadingProps {
  readonly kind: PeerKind
  readonly title: string
  readonly count: number | undefined
  readonly countTestId: string
  readonly simulated: number
  /** The larger of the two quick spawns. */
  readonly several: number
  /** A further button. */
  readonly children?: ReactNode
}

/** A column's title, how many there are, and the ways to have more or fewer. */
export function ColumnHeading(props: ColumnHeadingProps) {
  const { presented } = useUrl()
  return (
    <div className="flex items-center gap-2 pb-2">
      <h2 className="text-label font-semibold text-ink2">{props.title}</h2>
      <span
        className="text-label font-semibold"
        data-testid={props.countTestId}
        data-value={props.count ?? ""}
      >
        {formatCount(props.count)}
      </span>
      <span className="grow" />
      {presented === null && <Controls {...props} />}
    </div>
  )
}

function Controls(props: ColumnHeadingProps) {
  const { actions } = useApp()
  const { kind, several } = props
  const obstacle = useObstacle()
  const isBlocked = obstacle !== undefined
  const none = props.simulated === 0
  return (
    <>
      <Button
        look="small"
        aria-label={`+1: spawn a ${kind}`}
        title={obstacle}
        unavailable={isBlocked}
        onClick={() => actions.order(kind, 1)}
      >
        +1
      </Button>
      <Button
        look="small"
        aria-label={`+${several}: spawn ${several} ${kind}s`}
        title={obstacle}
        unavailable={isBlocked}
        onClick={() => actions.order(kind, several)}
      >
        +{several}
      </Button>
      {props.children}
      <Menu
        label={`More for ${kind}s`}
        trigger={
          <Button look="plain" aria-label={`More for ${kind}s`}>
            <Ellipsis className="size-4" aria-hidden />
          </Button>
        }
      >
        <MenuItem
          unavailable={obstacle}
          onSelect={() => actions.dialogs.set({ type: "spawn", kind })}
        >
          Spawn {kind}s…
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          disabled={none}
          unavailable={obstacle}
          onSelect={() => actions.removeAll(kind, "stop")}
        >
          Stop all simulated
        </MenuItem>
        <MenuItem
          disabled={none}
          unavailable={obstacle}
          onSelect={() => actions.removeAll(kind, "kill")}
        >
          Kill all simulated
        </MenuItem>
      </Menu>
    </>
  )
}
