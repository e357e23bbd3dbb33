import type { ReactNode } from "react"

interface FactProps {
  readonly term: string
  readonly children: ReactNode
  readonly className?: string
  readonly [data: `data-${string}`]: string | number
}

/** One line of a `dl` of two columns. */
export function Fact({ term, children, className = "", ...data }: FactProps) {
  return (
    <>
      <dt className="text-ink2">{term}</dt>
      <dd className={`min-w-0 wrap-anywhere ${className}`} {...data}>
        {children}
      </dd>
    </>
  )
}
