import type { LucideIcon } from "lucide-react"
import { Button, type ButtonProps } from "./Button.js"

interface IconButtonProps extends ButtonProps {
  readonly icon: LucideIcon
  /** What it is called, for want of words on it. */
  readonly label: string
  readonly isSmall?: boolean
}

/** A button that is an icon alone. */
export function IconButton({ icon: Icon, label, isSmall = false, ...rest }: IconButtonProps) {
  return (
    <Button look="plain" aria-label={label} {...rest}>
      <Icon className={isSmall ? "size-3.5" : "size-4"} aria-hidden />
    </Button>
  )
}
