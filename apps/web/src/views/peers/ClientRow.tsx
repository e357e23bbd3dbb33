import type { Client } from "@zmqscope/protocol"
import { formatCount, formatDuration, formatRate, plural } from "../../format.js"
import { TEST_IDS } from "../../test-ids.js"
import type { RowContext } from "./PeerList.js"
import { isLong, PeerName, PeerRow } from "./PeerRow.js"

export const CLIENT_ROW_REM = 2.375

export function ClientRow({ client, ...context }: { readonly client: Client } & RowContext) {
  const { outstanding, sent, returned } = client
  return (
    <PeerRow
      target={{ kind: "client", peer: client }}
      testId={TEST_IDS.clientRow}
      title={describeClient(client)}
      data={{ "data-sent": sent, "data-returned": returned }}
      {...context}
    >
      <PeerName peer={client} />
      <span className="text-right text-label whitespace-nowrap text-ink2">
        {outstanding > 1 && <span className="mr-2">{outstanding} open</span>}
        <Pace client={client} />
        {formatRate(client.ratePerSecond)}/s
      </span>
    </PeerRow>
  )
}

/** What it waits for, or how long it waits on average. */
function Pace({ client }: { readonly client: Client }) {
  const { oldestUs, heldBack, roundTripUs, state } = client
  if (heldBack) return <span className="mr-2 text-warn">held back</span>
  if (isLong(oldestUs))
    return <span className="mr-2 text-ink">waits {formatDuration(oldestUs)}</span>
  if (roundTripUs === null || state !== "live") return null
  return <span className="mr-2 text-ink3">{formatDuration(roundTripUs)}</span>
}

function describeClient({ name, ...client }: Client): string {
  const { outstanding, oldestUs, roundTripUs, heldBack, address, sent, returned } = client
  const facts = [
    outstanding > 0 && `${plural(outstanding, "request")} open`,
    oldestUs !== null && `the oldest for ${formatDuration(oldestUs)}`,
    heldBack && "held back: nothing is read from it, for want of room",
    roundTripUs !== null && `${formatDuration(roundTripUs)} a round trip on average`,
    `${formatCount(sent)} sent, ${formatCount(returned)} returned`,
    address !== "" && `from ${address}`,
  ]
  return `${name}: ${facts.filter((fact) => fact !== false).join(", ")}`
}
