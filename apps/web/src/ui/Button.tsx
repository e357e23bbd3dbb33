import type { LucideIcon } from "lucide-react"
import type { ComponentProps, MouseEvent } from "react"

export type ButtonProps = ComponentProps<"button"> & {
  /** `small` stands in headings of lists, `plain` has no border, `primary` is a dialog's answer. */
  readonly look?: "normal" | "small" | "plain" | "primary"
  /** As `disabled`, for what may become so while it has the focus: that stays on it. */
  readonly unavailable?: boolean
}

const COMMON =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md whitespace-nowrap text-label font-medium transition-colors disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50"

const LOOKS = {
  normal: "h-7 border border-line2 px-2 hover:border-edge sm:px-2.5",
  small: "h-6 border border-line2 px-2 text-tiny hover:border-edge",
  plain: "size-6 text-ink2 hover:bg-line hover:text-ink",
  primary: "h-8 border border-accent bg-accent px-3.5 text-on-accent hover:opacity-90",
} as const

export function Button(props: ButtonProps) {
  const { look = "normal", className = "", type = "button", unavailable = false, ...rest } = props
  const refusal = unavailable && {
    "aria-disabled": true,
    // A form that is sent by Enter clicks it, too.
    onClick: (event: MouseEvent) => event.preventDefault(),
  }
  return (
    <button
      type={type}
      className={`${COMMON} ${LOOKS[look]} ${className}`}
      {...rest}
      {...refusal}
    />
  )
}

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
