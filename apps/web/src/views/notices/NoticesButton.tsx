import { clockTime, formatCount } from "@zmqscope/metrics"
import type { Notice } from "@zmqscope/protocol"
import { Bell } from "lucide-react"
import { useEffect } from "react"
import { PORTS } from "../../endpoint.js"
import { useApp, useStore } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Panel } from "../Panel.js"

/** How many notices there are, quietly; a click lists them. */
export function NoticesButton() {
  const { notices: book } = useApp()
  const { notices, unread } = useStore(book)
  const count = notices.length
  const trigger = (
    <Button
      look="plain"
      className={`w-auto min-w-6 px-1 ${unread > 0 ? "text-warn" : ""}`}
      aria-label={`Notices: ${count === 0 ? "none" : formatCount(count)}`}
      title="Peers that were refused or cut, and why (N)"
      data-testid={TEST_IDS.notices}
      data-value={count}
    >
      <Bell className="size-4" aria-hidden />
      {count > 0 && formatCount(count)}
    </Button>
  )
  return (
    <Panel command="notices" label="Notices" trigger={trigger} width="w-[34rem]">
      {() => <NoticeList />}
    </Panel>
  )
}

/** Who was refused or cut, from where, why, and what to do about it. */
function NoticeList() {
  const { notices: book } = useApp()
  const { notices } = useStore(book)
  // Each that comes while it is open is read, too.
  useEffect(() => book.markRead())
  return (
    <>
      <h2 className="mb-2 text-body font-semibold">Notices of the broker</h2>
      {notices.length === 0 ? (
        <p className="text-ink2">
          None so far. A peer that the broker refuses or cuts is told of here, with the cause and
          what to do.
        </p>
      ) : (
        <ul aria-label="Notices">
          {notices.map((notice) => (
            <Item key={notice.number} notice={notice} />
          ))}
        </ul>
      )}
    </>
  )
}

function Item({ notice }: { readonly notice: Notice }) {
  const { live } = useApp()
  const { at, kind, side, address, name, text, advice, count } = notice
  return (
    <li className="border-t border-line py-2" data-testid={TEST_IDS.notice} data-kind={kind}>
      <p className="flex flex-wrap items-baseline gap-x-2 text-tiny text-ink2">
        <span>{clockTime((live.epochUnixUs + at) / 1000)}</span>
        {name !== null && <code className="text-ink wrap-anywhere">{name}</code>}
        <code className="wrap-anywhere">{address === "" ? "address unknown" : address}</code>
        <span>at the {PORTS[side]}</span>
        {count > 1 && <span className="font-semibold text-ink">{formatCount(count)} times</span>}
      </p>
      <p className="mt-0.5 font-medium wrap-anywhere">{text}</p>
      <p className="text-ink2 wrap-anywhere">{advice}</p>
    </li>
  )
}
