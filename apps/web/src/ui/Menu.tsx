import { Check } from "lucide-react"
import { DropdownMenu } from "radix-ui"
import { type ReactElement, type ReactNode, useId } from "react"

export function Menu({
  trigger,
  label,
  children,
}: {
  readonly trigger: ReactElement
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align="end"
          sideOffset={4}
          collisionPadding={12}
          className="z-50 min-w-48 rounded-lg border border-line2 bg-raise p-1 text-label"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export interface MenuItemProps {
  readonly onSelect: () => void
  readonly disabled?: boolean
  /** A second, quiet line. */
  readonly hint?: string | undefined
  /** Why it cannot be chosen now: unlike a disabled item it can be reached, and read. */
  readonly unavailable?: string | undefined
  readonly children: ReactNode
}

export function MenuItem(props: MenuItemProps) {
  const { onSelect, disabled = false, unavailable, children } = props
  const hintId = useId()
  const hint = unavailable ?? props.hint
  return (
    <DropdownMenu.Item
      onSelect={(event) => {
        if (unavailable === undefined) onSelect()
        else event.preventDefault()
      }}
      disabled={disabled}
      {...(unavailable !== undefined && { "aria-disabled": true, "aria-describedby": hintId })}
      className="rounded-md px-2.5 py-1.5 outline-none select-none aria-disabled:text-ink3 data-highlighted:bg-line"
    >
      {children}
      {hint !== undefined && (
        <div id={hintId} className="max-w-56 text-tiny text-ink2">
          {hint}
        </div>
      )}
    </DropdownMenu.Item>
  )
}

/** A choice that is on or off; the menu stays open for the next. */
export function MenuCheck(props: {
  readonly checked: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={props.checked}
      onCheckedChange={props.onToggle}
      onSelect={(event) => event.preventDefault()}
      className="flex items-center gap-2 rounded-md px-2.5 py-1.5 outline-none select-none data-highlighted:bg-line"
    >
      <span className="w-3.5">
        <DropdownMenu.ItemIndicator>
          <Check className="size-3.5" aria-hidden />
        </DropdownMenu.ItemIndicator>
      </span>
      {props.children}
    </DropdownMenu.CheckboxItem>
  )
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />
}

export function MenuNote({ children }: { readonly children: ReactNode }) {
  return (
    <DropdownMenu.Label className="max-w-60 px-2.5 py-1.5 text-tiny text-ink2">
      {children}
    </DropdownMenu.Label>
  )
}
