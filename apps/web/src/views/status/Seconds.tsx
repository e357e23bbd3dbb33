import { useEffect, useState } from "react"

/** Whole seconds until a time, or since one (Unix milliseconds), counting by itself. */
export function Seconds(props: { readonly until: number } | { readonly since: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  const seconds =
    "until" in props
      ? Math.ceil((props.until - nowMs) / 1000)
      : Math.floor((nowMs - props.since) / 1000)
  return `${Math.max(0, seconds)} s`
}
