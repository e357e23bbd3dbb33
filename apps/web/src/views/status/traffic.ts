import { plural, whatIsWell, whatIsWrong, whyUnknown } from "@zmqscope/metrics"
import { isCurrent, type StreamState } from "@zmqscope/model"
import {
  assertUnreachable,
  type Condition,
  type Hello,
  SILENT_MS,
  type Snapshot,
} from "@zmqscope/protocol"
import { useFigures, useStatus } from "../../hooks/index.js"

/** What the state of the traffic is told by. */
export interface TrafficInput {
  readonly stream: StreamState
  readonly hello: Hello | null
  readonly snapshot: Snapshot | null
}

/** How it stands with the traffic: what is wrong first, and when nothing is, that. Never empty. */
export function describeTraffic(input: TrafficInput): readonly [Condition, ...Condition[]] {
  const blind = whyNothingIsKnown(input)
  if (blind !== null) return [blind]
  const { stream, snapshot } = input
  if (snapshot === null) return [quiet("No figures yet")]
  const wrong = [...whatIsWrong(snapshot), ...missing(stream)]
  const [worst, ...others] = wrong
  return worst === undefined ? [whatIsWell(snapshot)] : [worst, ...others]
}

/** Whether what is shown is of now: else it is dimmed. */
export function isOfNow({ stream, hello, snapshot }: TrafficInput): boolean {
  return isCurrent(stream) && hello?.run !== null && (snapshot?.silentMs ?? 0) <= SILENT_MS
}

/** Nothing that the page shows is of now: what it shows else is no matter. */
function whyNothingIsKnown({ stream, hello, snapshot }: TrafficInput): Condition | null {
  switch (stream.phase) {
    case "connecting":
      return quiet("Connecting")
    case "reconnecting":
      return warn("Reconnecting", stream.reason)
    case "stale":
      return warn("Server not answering", "the figures are old")
    case "live":
    case "gap":
      break
    default:
      assertUnreachable(stream)
  }
  if (hello === null) return quiet("Connecting")
  return whyUnknown(hello.run, snapshot?.silentMs ?? 0)
}

/** Records that this page has missed a moment ago. */
function missing(stream: StreamState): readonly Condition[] {
  if (stream.phase !== "gap") return []
  const detail = `${plural(stream.missed, "record")} missed: the list lacks some envelopes`
  return [warn("Gap", detail)]
}

function warn(headline: string, detail: string): Condition {
  return { headline, detail, tone: "warn" }
}

function quiet(headline: string, detail = ""): Condition {
  return { headline, detail, tone: "quiet" }
}

function useTrafficInput(): TrafficInput {
  const stream = useStatus((view) => view.stream)
  const hello = useStatus((view) => view.hello)
  const snapshot = useFigures((view) => view.snapshot)
  return { stream, hello, snapshot }
}

/** How it stands with the traffic, what is wrong first. */
export function useTraffic(): readonly [Condition, ...Condition[]] {
  return describeTraffic(useTrafficInput())
}

/** Whether what the page shows is of now. */
export function useIsOfNow(): boolean {
  return isOfNow(useTrafficInput())
}
