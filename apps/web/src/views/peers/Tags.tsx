import type { PeerState } from "@zmqscope/protocol"

/** Marks a peer that is not the simulator's. */
export function ExternalTag() {
  return <Tag>external</Tag>
}

/** Says what a peer is up to when it is not simply live. */
export function StateTag({ state }: { readonly state: PeerState }) {
  return state === "live" ? null : <Tag>{state}</Tag>
}

function Tag({ children }: { readonly children: string }) {
  return (
    <span className="shrink-0 rounded border border-line2 px-1 text-tiny leading-[1.5] text-ink2">
      {children}
    </span>
  )
}
