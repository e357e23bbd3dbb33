import type { Dealing } from "@zmqscope/protocol"
import { Ellipsis } from "lucide-react"
import { Fragment, memo } from "react"
import type { PeerActions, PeerRef } from "../../actions/index.js"
import { useApp, useCapability, useFigures, useObstacle, useUrl } from "../../hooks/index.js"
import { IconButton, Menu, MenuItem, MenuNote, MenuSeparator } from "../../ui/index.js"

interface PeerMenuProps {
  readonly kind: PeerRef["kind"]
  readonly name: string
  readonly tabIndex: 0 | -1
}

/** What can be done to one peer; nothing of it while presenting. */
export const PeerMenu = memo(({ kind, name, tabIndex }: PeerMenuProps) => {
  const { presented } = useUrl()
  const { dialogs } = useApp().actions
  if (presented !== null) return null
  const label = `Actions on ${name}`
  return (
    <Menu label={label} trigger={<IconButton icon={Ellipsis} tabIndex={tabIndex} label={label} />}>
      <MenuItem
        hint="Where it is, since when, and what went wrong with it (I)"
        onSelect={() => dialogs.set({ type: "peer", kind, name })}
      >
        Details…
      </MenuItem>
      <MenuSeparator />
      <Items kind={kind} name={name} />
    </Menu>
  )
})

function Items({ kind, name }: Omit<PeerMenuProps, "tabIndex">) {
  const peer = useFigures(({ snapshot }) => snapshot?.[`${kind}s`].find((one) => one.name === name))
  const { actions } = useApp()
  const obstacle = useObstacle()
  const canDrain = useCapability("drain")
  const canDisconnectClient = useCapability("disconnect-client")
  const dealing = useFigures((view) => view.snapshot?.settings.dealing)
  if (peer === undefined) return <MenuNote>It has gone.</MenuNote>
  const options = optionsFor({ kind, peer }, { actions, dealing, canDrain, canDisconnectClient })
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

/** Something that can be done to a peer: its menu offers it, and the palette by its verb. */
export interface PeerOption {
  readonly verb: "Change" | "Drain" | "Stop" | "Kill" | "Disconnect"
  readonly hint?: string
  /** Why it cannot be done to this one now. */
  readonly refusal?: string | undefined
  readonly run: () => void
}

interface OptionContext {
  readonly actions: PeerActions
  readonly dealing: Dealing | undefined
  /** Whether the broker can drain at all. */
  readonly canDrain: boolean
  /** Whether it has hold of clients' connections, too. */
  readonly canDisconnectClient: boolean
}

/** Of a peer that runs in somebody else's process nothing is ours but its connection, and that not always. */
export function optionsFor(ref: PeerRef, context: OptionContext): readonly PeerOption[] {
  const { kind, peer } = ref
  const { actions } = context
  const drain: PeerOption = {
    verb: "Drain",
    hint: "Gets no more requests, finishes all it has, then goes without a loss",
    refusal: whyNoDrain(ref, context.dealing),
    run: () => actions.remove(ref, "drain"),
  }
  const drains = kind === "worker" && context.canDrain ? [drain] : []
  const kill = () => actions.remove(ref, "kill")
  if (!peer.simulated) {
    const hint = `Closes its connection; most ${kind}s reconnect by themselves`
    const disconnect: PeerOption = { verb: "Disconnect", hint, run: kill }
    return kind === "worker" || context.canDisconnectClient ? [...drains, disconnect] : []
  }
  return [
    {
      verb: "Change",
      refusal: peer.behaviour === null ? "How it behaves is not known." : undefined,
      run: () => actions.dialogs.set({ type: "change", ...ref }),
    },
    ...drains,
    {
      verb: "Stop",
      hint: "Finishes what it has in hand, then goes",
      run: () => actions.remove(ref, "stop"),
    },
    { verb: "Kill", hint: "Its socket is destroyed at once, as a crash does", run: kill },
  ]
}

function whyNoDrain({ peer }: PeerRef, dealing: Dealing | undefined): string | undefined {
  if (dealing === "dealer") {
    return "Not with ‘dealer’: plain ZeroMQ deals in turn and cannot pass a worker by. Choose another dealing first."
  }
  if (peer.state === "live") return undefined
  return peer.index < 0 ? "It is not connected." : `It is ${peer.state} already.`
}
