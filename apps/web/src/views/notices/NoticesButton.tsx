import { Bell } from "lucide-react"
import { formatCount } from "../../format.js"
import { useApp, useStore } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Panel } from "../Panel.js"
import { NoticeList } from "./NoticeList.js"

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
