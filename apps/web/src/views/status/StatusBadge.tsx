import type { Condition } from "@zmqscope/protocol"
import { Popover } from "radix-ui"
import { type ReactNode, useEffect, useState } from "react"
import { useApp, useStatus } from "../../hooks/index.js"
import type { StreamState } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Seconds } from "./Seconds.js"
import { StatusPanel } from "./StatusPanel.js"
import { useTraffic } from "./use-traffic.js"

const TONES: Readonly<Record<Condition["tone"], string>> = {
  good: "text-good",
  warn: "text-warn",
  quiet: "text-ink2",
}

/** How it stands with the traffic, in words; all of it on demand, and what to do about a lost stream. */
export function StatusBadge() {
  const { connection, commands } = useApp()
  const stream = useStatus((view) => view.stream)
  const conditions = useTraffic()
  const [{ headline, detail, tone }] = conditions
  const [open, setOpen] = useState(false)
  useEffect(() => commands.on("status", () => setOpen(true)), [commands])
  const isAway = stream.phase === "reconnecting"
  useEffect(
    () => (isAway ? commands.on("retry", () => connection.retryNow()) : undefined),
    [commands, connection, isAway],
  )
  return (
    <div className="status" data-testid={TEST_IDS.connectionBadge} data-tone={tone}>
      {/* The figures in the detail change all the time: they are for who asks. */}
      <span role="status" className="sr-only">
        {headline}
        {isAway && detail !== "" && `: ${detail}`}
      </span>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger asChild>
          <button
            type="button"
            className="flex min-w-0 flex-col justify-center rounded-md text-left hover:bg-raise"
            title={detail === "" ? headline : `${headline}: ${detail}`}
          >
            <span className={`flex max-w-full items-center gap-1.5 font-semibold ${TONES[tone]}`}>
              <span className="size-[0.4375rem] shrink-0 rounded-full bg-current" aria-hidden />
              <span className="truncate">
                {headline} <Time stream={stream} />
              </span>
            </span>
            {detail !== "" && <span className="status-detail text-tiny text-ink2">{detail}</span>}
          </button>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="start"
            sideOffset={6}
            collisionPadding={12}
            className="z-50 w-105 max-w-[calc(100vw-1.5rem)] rounded-lg border border-line2 bg-raise p-4 text-label"
            aria-label="How it stands"
          >
            <StatusPanel conditions={conditions} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {isAway && (
        <Button look="small" onClick={() => connection.retryNow()}>
          Retry now
        </Button>
      )}
    </div>
  )
}

/** Changes each second: for the eye alone. */
function Time({ stream }: { readonly stream: StreamState }): ReactNode {
  if (stream.phase === "reconnecting") {
    return (
      <span aria-hidden>
        in <Seconds until={stream.retryAtMs} />
      </span>
    )
  }
  if (stream.phase !== "stale") return null
  return (
    <span aria-hidden>
      for <Seconds since={stream.sinceMs} />
    </span>
  )
}
