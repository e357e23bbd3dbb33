import { useEffect, useState } from "react"
import { plural } from "../../format.js"
import { useApp, useStatus } from "../../hooks/index.js"
import type { StreamState } from "../../stream/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"

/** How it stands with the stream, and what to do about it. */
export function ConnectionBadge() {
  const { connection } = useApp()
  const stream = useStatus((view) => view.stream)
  const brokerDown = useStatus((view) => view.hello !== null && view.hello.run === null)
  const refused = useStatus((view) => view.refused)
  const ticking = stream.phase === "reconnecting" || stream.phase === "stale"
  const nowMs = useSeconds(ticking)
  const badge = describe(stream, brokerDown, nowMs)
  return (
    <div className="flex items-center gap-2.5" data-testid={TEST_IDS.connectionBadge}>
      <span
        className={`inline-flex items-center gap-1.5 font-medium ${badge.tone}`}
        title={refused > 0 ? `${plural(refused, "message")} could not be read` : undefined}
      >
        <span className="size-[0.4375rem] rounded-full bg-current" aria-hidden />
        <span aria-hidden={ticking}>{badge.text}</span>
      </span>
      <span role="status" className="sr-only">
        {badge.spoken}
      </span>
      {stream.phase === "reconnecting" && (
        <>
          {stream.reason !== "" && <span className="text-ink2">{stream.reason}</span>}
          <Button look="small" onClick={() => connection.retryNow()}>
            Retry now
          </Button>
        </>
      )}
    </div>
  )
}

interface Badge {
  readonly text: string
  /** Without what changes each second. */
  readonly spoken: string
  readonly tone: string
}

function describe(stream: StreamState, brokerDown: boolean, nowMs: number): Badge {
  switch (stream.phase) {
    case "connecting":
      return { text: "Connecting", spoken: "Connecting", tone: "text-ink2" }
    case "reconnecting": {
      const seconds = Math.max(0, Math.ceil((stream.retryAtMs - nowMs) / 1000))
      return {
        text: `Reconnecting in ${seconds} s`,
        spoken: "Connection lost. Reconnecting.",
        tone: "text-warn",
      }
    }
    case "stale": {
      const seconds = Math.max(1, Math.floor((nowMs - stream.sinceMs) / 1000))
      return {
        text: `Stale: nothing for ${seconds} s`,
        spoken: "Figures are stale",
        tone: "text-warn",
      }
    }
    case "gap": {
      const text = `Gap: ${plural(stream.missed, "record")} missed`
      return { text, spoken: text, tone: "text-warn" }
    }
    case "live":
      return brokerDown
        ? { text: "Broker restarting", spoken: "Broker restarting", tone: "text-warn" }
        : { text: "Live", spoken: "Live", tone: "text-good" }
  }
}

/** The time, four times a second while somebody counts by it. */
function useSeconds(ticking: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!ticking) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 250)
    return () => clearInterval(timer)
  }, [ticking])
  return nowMs
}
