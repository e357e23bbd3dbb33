import { Popover } from "radix-ui"
import { UNKNOWN } from "../../format.js"
import { useFigures } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"

/** Which way of dealing is in force. The panel that changes it comes in its popover. */
export function DealingSlot() {
  const settings = useFigures((view) => view.snapshot?.settings)
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button disabled={settings === undefined}>
          <span className="text-ink2">Dealing</span>
          <span className="font-semibold">{settings?.dealing ?? UNKNOWN}</span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-50 w-80 rounded-lg border border-line2 bg-raise p-4 text-label"
          aria-label="Dealing"
        >
          <h2 className="font-semibold">How requests are dealt</h2>
          <p className="mt-1 text-ink2">
            One DEALER socket deals to all workers in turn, as plain ZeroMQ does: round-robin, blind
            to how busy each is. A request whose worker goes is{" "}
            {settings?.onWorkerLoss === "requeue" ? "queued again." : "lost with it."}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
