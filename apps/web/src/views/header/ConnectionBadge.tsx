import { assertUnreachable } from "@zmqscope/protocol"
import { type ReactNode, useEffect } from "react"
import { plural } from "../../format.js"
import { useApp, useStatus } from "../../hooks/index.js"
import type { StreamState } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Seconds } from "./Seconds.js"

/** How it stands with the stream, and what to do about it. */
export function ConnectionBadge() {
  const { connection, commands } = useApp()
  const stream = useStatus((view) => view.stream)
  const isAway = stream.phase === "reconnecting"
  useEffect(
    () => (isAway ? commands.on("retry", () => connection.retryNow()) : undefined),
    [commands, connection, isAway],
  )
  const brokerDown = useStatus((view) => view.hello !== null && view.hello.run === null)
  const refused = useStatus((view) => view.refused)
  const badge = describe(stream, brokerDown)
  const reason = stream.phase === "reconnecting" ? stream.reason : ""
  const notes = [
    ...(reason === "" ? [] : [reason]),
    ...(refused > 0 ? [`${plural(refused, "message")} could not be read`] : []),
  ]
  return (
    <div className="flex shrink-0 items-center gap-2.5" data-testid={TEST_IDS.connectionBadge}>
      <span
        role="status"
        className={`inline-flex shrink-0 items-center gap-1.5 font-medium whitespace-nowrap ${badge.tone}`}
        title={notes.length > 0 ? notes.join("; ") : undefined}
      >
        <span className="size-[0.4375rem] rounded-full bg-current" aria-hidden />
        {badge.text}
        {/* Changes each second: for the eye alone. */}
        <span aria-hidden>{badge.time}</span>
        {reason !== "" && <span className="sr-only">: {reason}</span>}
      </span>
      {isAway && (
        <>
          {/* Where there is no room for it, it can be pointed at; it is read out above. */}
          <span aria-hidden className="text-ink2 max-2xl:hidden">
            {reason}
          </span>
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
  readonly time?: ReactNode
  readonly tone: string
}

function describe(stream: StreamState, brokerDown: boolean): Badge {
  switch (stream.phase) {
    case "connecting":
      return { text: "Connecting", tone: "text-ink2" }
    case "reconnecting":
      return {
        text: "Reconnecting",
        time: (
          <>
            in <Seconds until={stream.retryAtMs} />
          </>
        ),
        tone: "text-warn",
      }
    case "stale":
      return {
        text: "Stale",
        time: (
          <>
            for <Seconds since={stream.sinceMs} />
          </>
        ),
        tone: "text-warn",
      }
    case "gap":
      return { text: `Gap: ${plural(stream.missed, "record")} missed`, tone: "text-warn" }
    case "live":
      return brokerDown
        ? { text: "Broker restarting", tone: "text-warn" }
        : { text: "Live", tone: "text-good" }
    default:
      return assertUnreachable(stream)
  }
}
