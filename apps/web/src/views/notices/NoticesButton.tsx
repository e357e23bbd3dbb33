import { Bell } from "lucide-react"
import { Popover } from "radix-ui"
import { useEffect, useState, useSyncExternalStore } from "react"
import { formatCount } from "../../format.js"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { NoticeList } from "./NoticeList.js"

/** How many notices there are, quietly; a click lists them. */
export function NoticesButton() {
  const { notices: book, commands } = useApp()
  const { notices, unread } = useSyncExternalStore(book.subscribe, book.get)
  const [open, setOpen] = useState(false)
  useEffect(() => commands.on("notices", () => setOpen(true)), [commands])
  useEffect(() => {
    if (open && unread > 0) book.markRead()
  }, [open, book, unread])
  const count = notices.length
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
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
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-h-(--radix-popover-content-available-height) w-[34rem] max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-lg border border-line2 bg-raise p-4 text-label"
          aria-label="Notices"
        >
          <NoticeList notices={notices} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
