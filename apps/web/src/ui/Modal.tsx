import { X } from "lucide-react"
import { Dialog } from "radix-ui"
import type { ReactNode } from "react"
import { IconButton } from "./Button.js"

export interface ModalProps {
  readonly title: string
  readonly description?: string
  readonly onClose: () => void
  readonly size?: "normal" | "wide" | "large"
  readonly children: ReactNode
}

const WIDTHS = { normal: "max-w-md", wide: "max-w-2xl", large: "max-w-5xl" } as const

/** A modal dialog: focus stays in it, Escape closes it. Rendered only while it is open. */
export function Modal({ title, description, onClose, size = "normal", children }: ModalProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-bg/70" />
        <Dialog.Content
          className={`fixed top-1/2 left-1/2 z-50 max-h-[calc(100vh-3rem)] w-[calc(100vw-3rem)] -translate-1/2 overflow-y-auto rounded-lg border border-line2 bg-raise p-6 ${WIDTHS[size]}`}
          onOpenAutoFocus={focusFirstField}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
        >
          <div className="mb-4 flex items-start gap-4">
            <div className="min-w-0 grow">
              <Dialog.Title className="text-title font-semibold wrap-anywhere">
                {title}
              </Dialog.Title>
              {description !== undefined && (
                <Dialog.Description className="mt-1 text-ink2">{description}</Dialog.Description>
              )}
            </div>
            <Dialog.Close asChild>
              <IconButton icon={X} label="Close" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** What a form asks for, not the way out, which Radix would begin with. */
function focusFirstField(event: Event): void {
  const { target } = event
  if (!(target instanceof Element)) return
  const field = target.querySelector<HTMLElement>(
    "form :is(input:not([type=range]), select, button)",
  )
  if (field === null) return
  event.preventDefault()
  field.focus()
}
