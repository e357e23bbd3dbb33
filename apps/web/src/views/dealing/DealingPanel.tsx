import { X } from "lucide-react"
import { Popover } from "radix-ui"
import { type ReactElement, useEffect, useId, useState } from "react"
import { useApp } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { DealingForm } from "./DealingForm.js"

/** How requests are dealt: explained, and changed while they run. Focus goes back to the trigger. */
export function DealingPanel({ children }: { readonly children: ReactElement }) {
  const { commands } = useApp()
  const [open, setOpen] = useState(false)
  useEffect(() => commands.on("dealing", () => setOpen(true)), [commands])
  const titleId = useId()
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-50 max-h-(--radix-popover-content-available-height) w-[36rem] max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-lg border border-line2 bg-raise p-4 text-label"
          aria-labelledby={titleId}
        >
          <div className="mb-2 flex items-start">
            <h2 id={titleId} className="grow text-body font-semibold">
              Which worker gets the next request
            </h2>
            <Popover.Close asChild>
              <Button look="plain" aria-label="Close">
                <X className="size-4" aria-hidden />
              </Button>
            </Popover.Close>
          </div>
          <DealingForm onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
