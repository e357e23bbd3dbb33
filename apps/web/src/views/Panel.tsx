import { Popover } from "radix-ui"
import { type ReactElement, type ReactNode, useState } from "react"
import type { CommandId } from "../commands/index.js"
import { useCommands } from "../hooks/index.js"

interface PanelProps {
  /** What opens it from anywhere. */
  readonly command: CommandId
  readonly label: string
  /** The button that opens it. */
  readonly trigger: ReactElement
  /** Where it is in line with its button. */
  readonly align?: "start" | "end"
  readonly width?: string
  /** Rendered while it is open. */
  readonly children: (close: () => void) => ReactNode
}

/** What opens below a button, by a click or by a command; focus goes back to the button. */
export function Panel(props: PanelProps) {
  const { command, label, trigger, align = "end", width = "w-105", children } = props
  const [open, setOpen] = useState(false)
  useCommands({ [command]: () => setOpen(true) })
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className={`z-50 max-h-(--radix-popover-content-available-height) ${width} max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-lg border border-line2 bg-raise p-4 text-label`}
          aria-label={label}
        >
          {children(() => setOpen(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
