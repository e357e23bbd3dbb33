import type { Dealing, Worker } from "@zmqscope/protocol"
import { Ellipsis } from "lucide-react"
import type { PeerRef } from "../../actions/index.js"
import { useApp, useCapability, useFigures, useObstacle, useUrl } from "../../hooks/index.js"
import { Button, Menu, MenuItem, MenuNote, MenuSeparator } from "../../ui/index.js"

/** What can be done to one peer; nothing of it while presenting. */
export function PeerMenu({
  target,
  tabIndex,
}: {
  readonly target: PeerRef
  readonly tabIndex: 0 | -1
}) {
  const { peer } = target
  const { presented } = useUrl()
  if (presented !== null) return null
  return (
    <Menu
      label={`Actions on ${peer.name}`}
      trigger={
        <Button look="plain" tabIndex={tabIndex} aria-label={`Actions on ${peer.name}`}>
          <Ellipsis className="size-4" aria-hidden />
        </Button>
      }
    >
      <DetailsItem target={target} />
      {peer.simulated ? <SimulatedItems target={target} /> : <ExternalItems target={target} />}
    </Menu>
  )
}

function DetailsItem({ target: { kind, peer } }: { readonly target: PeerRef }) {
  const { dialogs } = useApp().actions
  return (
    <>
      <MenuItem
        hint="Where it is, since when, and what went wrong with it (I)"
        onSelect={() => dialogs.open({ type: "peer", kind, name: peer.name })}
      >
        Details…
      </MenuItem>
      <MenuSeparator />
    </>
  )
}

function SimulatedItems({ target }: { readonly target: PeerRef }) {
  const { actions } = useApp()
  const obstacle = useObstacle()
  return (
    <>
      <MenuItem
        disabled={target.peer.behaviour === null}
        unavailable={obstacle}
        onSelect={() => actions.dialogs.open({ type: "change", ...target })}
      >
        Change behaviour…
      </MenuItem>
      <MenuSeparator />
      {target.kind === "worker" && <DrainItem worker={target.peer} />}
      <MenuItem
        hint="Finishes what it has in hand, then goes"
        unavailable={obstacle}
        onSelect={() => actions.remove(target, "stop")}
      >
        Stop
      </MenuItem>
      <MenuItem
        hint="Its socket is destroyed at once, as a crash does"
        unavailable={obstacle}
        onSelect={() => actions.remove(target, "kill")}
      >
        Kill
      </MenuItem>
    </>
  )
}

function ExternalItems({ target }: { readonly target: PeerRef }) {
  const { actions } = useApp()
  const obstacle = useObstacle()
  if (target.kind === "client") {
    return (
      <MenuNote>
        An external client runs in somebody else's process: stop it where it runs.
      </MenuNote>
    )
  }
  return (
    <>
      <DrainItem worker={target.peer} />
      <MenuItem
        hint="Closes its connection; most workers reconnect by themselves"
        unavailable={obstacle}
        onSelect={() => actions.remove(target, "kill")}
      >
        Disconnect
      </MenuItem>
    </>
  )
}

function DrainItem({ worker }: { readonly worker: Worker }) {
  const { actions } = useApp()
  const dealing = useFigures((view) => view.snapshot?.settings.dealing)
  const obstacle = useObstacle()
  if (!useCapability("drain")) return null
  return (
    <MenuItem
      hint="Gets no more requests, finishes all it has, then goes without a loss"
      unavailable={obstacle ?? whyNoDrain(worker, dealing)}
      onSelect={() => actions.drain(worker)}
    >
      Drain
    </MenuItem>
  )
}

function whyNoDrain(worker: Worker, dealing: Dealing | undefined): string | undefined {
  if (dealing === "dealer") {
    return "Not with ‘dealer’: libzmq deals in turn and cannot pass a worker by. Choose another dealing first."
  }
  if (worker.state === "live") return undefined
  return worker.index < 0 ? "It is not connected." : `It is ${worker.state} already.`
}
