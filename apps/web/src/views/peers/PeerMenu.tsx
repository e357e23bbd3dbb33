import { Ellipsis } from "lucide-react"
import { Fragment } from "react"
import type { PeerRef } from "../../actions/index.js"
import { useApp, useCapability, useFigures, useObstacle, useUrl } from "../../hooks/index.js"
import { Button, Menu, MenuItem, MenuNote, MenuSeparator } from "../../ui/index.js"
import { optionsFor } from "./peer-options.js"

interface PeerMenuProps {
  readonly target: PeerRef
  readonly tabIndex: 0 | -1
}

/** What can be done to one peer; nothing of it while presenting. */
export function PeerMenu({ target, tabIndex }: PeerMenuProps) {
  const { presented } = useUrl()
  const { dialogs } = useApp().actions
  const { kind, peer } = target
  if (presented !== null) return null
  const label = `Actions on ${peer.name}`
  return (
    <Menu
      label={label}
      trigger={
        <Button look="plain" tabIndex={tabIndex} aria-label={label}>
          <Ellipsis className="size-4" aria-hidden />
        </Button>
      }
    >
      <MenuItem
        hint="Where it is, since when, and what went wrong with it (I)"
        onSelect={() => dialogs.set({ type: "peer", kind, name: peer.name })}
      >
        Details…
      </MenuItem>
      <MenuSeparator />
      <Items target={target} />
    </Menu>
  )
}

function Items({ target }: { readonly target: PeerRef }) {
  const { actions } = useApp()
  const obstacle = useObstacle()
  const canDrain = useCapability("drain")
  const canDisconnectClient = useCapability("disconnect-client")
  const dealing = useFigures((view) => view.snapshot?.settings.dealing)
  const options = optionsFor(target, { actions, dealing, canDrain, canDisconnectClient })
  if (options.length === 0) {
    return (
      <MenuNote>
        An external client runs in somebody else's process, and libzmq's ROUTER cannot disconnect
        one: stop it where it runs.
      </MenuNote>
    )
  }
  return options.map(({ verb, hint, refusal, run }) => (
    <Fragment key={verb}>
      <MenuItem hint={hint} unavailable={obstacle ?? refusal} onSelect={run}>
        {verb === "Change" ? "Change behaviour…" : verb}
      </MenuItem>
      {verb === "Change" && <MenuSeparator />}
    </Fragment>
  ))
}
