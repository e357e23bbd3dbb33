import type { StreamState } from "@zmqscope/model"
import { useEffect, useState } from "react"
import { useApp, useCommands, useShowsPast, useStatus } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Headline } from "../../ui/index.js"
import { Panel } from "../Panel.js"
import { StatusPanel } from "./StatusPanel.js"
import { useTraffic } from "./traffic.js"

/** How it stands with the traffic, in words; all of it on demand, and what to do about a lost stream. */
export function StatusBadge() {
  const { connection } = useApp()
  const stream = useStatus((view) => view.stream)
  const conditions = useTraffic()
  const showsPast = useShowsPast()
  const [{ headline, detail, tone }] = conditions
  const isAway = stream.phase === "reconnecting"
  useCommands(isAway ? { retry: () => connection.retryNow() } : {})
  const trigger = (
    <button
      type="button"
      className="flex min-h-9 min-w-0 flex-col justify-center rounded-md text-left hover:bg-raise"
      title={detail === "" ? headline : `${headline}: ${detail}`}
    >
      <Headline tone={tone}>
        <span className="truncate">
          {headline} <Time stream={stream} />
        </span>
      </Headline>
      {detail !== "" && (
        <span className="line-clamp-2 max-w-full text-tiny leading-[1.3] text-ink2">
          {showsPast && "now: "}
          {detail}
        </span>
      )}
    </button>
  )
  return (
    <div
      className="flex min-w-0 flex-[1_1_12rem] items-center gap-2.5"
      data-testid={TEST_IDS.connectionBadge}
      data-tone={tone}
    >
      {/* The figures in the detail change all the time: they are for who asks. */}
      <span role="status" className="sr-only">
        {headline}
        {isAway && detail !== "" && `: ${detail}`}
      </span>
      <Panel command="status" label="How it stands" align="start" trigger={trigger}>
        {() => <StatusPanel conditions={conditions} />}
      </Panel>
      {isAway && (
        <Button look="small" onClick={() => connection.retryNow()}>
          Retry now
        </Button>
      )}
    </div>
  )
}

/** Changes each second: for the eye alone. */
function Time({ stream }: { readonly stream: StreamState }) {
  if (stream.phase !== "reconnecting" && stream.phase !== "stale") return null
  const isAway = stream.phase === "reconnecting"
  return (
    <span aria-hidden>
      {isAway ? "in" : "for"}{" "}
      <Seconds {...(isAway ? { until: stream.retryAtMs } : { since: stream.sinceMs })} />
    </span>
  )
}

/** Whole seconds until a time, or since one (Unix milliseconds), counting by itself. */
function Seconds(props: { readonly until: number } | { readonly since: number }) {
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
