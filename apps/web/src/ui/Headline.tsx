import type { Condition } from "@zmqscope/protocol"
import type { ReactNode } from "react"

const TONES: Readonly<Record<Condition["tone"], string>> = {
  good: "text-good",
  warn: "text-warn",
  quiet: "text-ink2",
}

/** How something stands: a dot and a few words, both in its tone. */
export function Headline(props: {
  readonly tone: Condition["tone"]
  readonly children: ReactNode
}) {
  return (
    <span className={`flex max-w-full items-center gap-1.5 font-semibold ${TONES[props.tone]}`}>
      <span className="size-[0.4375rem] shrink-0 rounded-full bg-current" aria-hidden />
      {props.children}
    </span>
  )
}
