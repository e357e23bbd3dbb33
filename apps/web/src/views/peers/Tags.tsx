import type { PeerState } from "@zmqscope/protocol"

/** Marks a peer that is not the simulator's. */
export function ExternalTag() {
  return <Tag>external</Tag>
}

/** Says what a peer is up to when it is not simply live. */
export function StateTag({ state }: { readonly state: PeerState }) {
  return state === "live" ? null : <Tag>{state}</Tag>
}

/** Marks what somebody should know of a peer; why stands in the title. */
export function NoteTag({
  title,
  children,
}: {
  readonly title: string
  readonly children: string
}) {
  return <Tag title={title}>{children}</Tag>
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
