import type { ReactNode } from "react"
import type { PeerRef } from "../../actions/index.js"
import { useApp, useSelection } from "../../hooks/index.js"
import type { RowContext } from "./PeerList.js"
import { PeerMenu } from "./PeerMenu.js"

interface PeerRowProps extends RowContext {
  readonly target: PeerRef
  readonly testId: string
  /** All that is known of it, for where there is no room. */
  readonly title: string
  /** For machines, beside what all peers have. */
  readonly data: Readonly<Record<`data-${string}`, number>>
  readonly children: ReactNode
}

/** A peer's row: a press selects it, and what can be done to it is in its menu. */
export function PeerRow(props: PeerRowProps) {
  const { target, testId, title, data, tabIndex, onKeyDown, children } = props
  const { kind, peer } = target
  const { name } = peer
  const { toggle } = useSelection()
  const lit = useLit(kind, name)
  return (
    <div
      className={`flex h-full items-center gap-1 border-t border-line pr-0.5 pl-1.5 hover:bg-raise ${lit ? "lit" : ""}`}
      data-testid={testId}
      data-name={name}
      data-simulated={peer.simulated}
      data-state={peer.state}
      data-outstanding={peer.outstanding}
      {...data}
    >
      <button
        type="button"
        tabIndex={tabIndex}
        onKeyDown={onKeyDown}
        aria-pressed={lit}
        onClick={() => toggle({ kind, name })}
        title={title}
        className="flex h-full min-w-0 grow items-center gap-2 text-left"
      >
        {children}
      </button>
      <PeerMenu kind={kind} name={name} tabIndex={tabIndex} />
    </div>
  )
}

/** Its name, and what is special about it. */
export function PeerName({
  peer,
  note,
}: {
  readonly peer: PeerRef["peer"]
  readonly note?: string
}) {
  return (
    <>
      <Name>{peer.name}</Name>
      {!peer.simulated && <Tag>external</Tag>}
      {peer.state !== "live" && <Tag>{peer.state}</Tag>}
      {note !== undefined && <Tag title={note}>no heartbeats</Tag>}
      <span className="grow" />
    </>
  )
}

/** So many characters of a name are always seen. */
const LEAST = 7

/** Where there is no room a name loses its beginning: most that stand together begin alike. */
function Name({ children }: { readonly children: string }) {
  return (
    <span
      className={`truncate text-left font-mono text-label [direction:rtl] ${children.length > LEAST ? "min-w-[7ch]" : "shrink-0"}`}
    >
      <bdi dir="ltr">{children}</bdi>
    </span>
  )
}

function Tag({ title, children }: { readonly title?: string; readonly children: string }) {
  return (
    <span
      title={title}
      className="shrink-0 rounded border border-line2 px-1 text-tiny leading-[1.5] text-ink2"
    >
      {children}
    </span>
  )
}

/** A wait is worth a word once it is longer than most round trips. */
const LONG_US = 1_000_000

export function isLong(us: number | null): us is number {
  return us !== null && us >= LONG_US
}

/** Whether a peer is selected, by itself or with the envelope that is. */
function useLit(kind: "client" | "worker", name: string): boolean {
  const { live } = useApp()
  const { selection } = useSelection()
  if (selection === null) return false
  if (selection.kind !== "envelope") return selection.kind === kind && selection.name === name
  const row = live.envelope(selection.number)
  if (row === undefined) return false
  if (kind === "client") return live.roster.client(row.client) === name
  return row.worker !== null && live.roster.worker(row.worker) === name
}
