import type { ComponentProps } from "react"

export type ButtonProps = ComponentProps<"button"> & {
  /** `small` stands in headings of lists, `plain` has no border, `primary` is a dialog's answer. */
  readonly look?: "normal" | "small" | "plain" | "primary"
}

const COMMON =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md whitespace-nowrap text-label font-medium transition-colors disabled:opacity-50"

const LOOKS = {
  normal: "h-7 border border-line2 px-2.5 hover:border-edge",
  small: "h-6 border border-line2 px-2 text-tiny hover:border-edge",
  plain: "size-6 text-ink2 hover:bg-line hover:text-ink",
  primary: "h-8 border border-accent bg-accent px-3.5 text-on-accent hover:opacity-90",
} as const

export function Button({ look = "normal", className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`${COMMON} ${LOOKS[look]} ${className}`} {...rest} />
}
