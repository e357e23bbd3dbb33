import type { Condition } from "@zmqscope/protocol"
import { useFigures, useStatus } from "../../hooks/index.js"
import { describeTraffic, isOfNow, type TrafficInput } from "./traffic.js"

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
