import type { Client } from "@zmqscope/protocol"
import { formatCount, formatDuration, formatRate, plural } from "../../format.js"
import { useSelection } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { isLong } from "./long.js"
import type { RowContext } from "./PeerList.js"
import { PeerMenu } from "./PeerMenu.js"
import { ExternalTag, StateTag } from "./Tags.js"
import { useLit } from "./use-lit.js"

export const CLIENT_ROW_REM = 2.375

export function ClientRow({
  client,
  tabIndex,
  onKeyDown,
}: { readonly client: Client } & RowContext) {
  const { toggle } = useSelection()
  const lit = useLit("client", client.name)
  const { name } = client
  return (
    <div
      className={`peer-row ${lit ? "lit" : ""}`}
      data-testid={TEST_IDS.clientRow}
      data-name={name}
      data-simulated={client.simulated}
      data-state={client.state}
      data-outstanding={client.outstanding}
      data-sent={client.sent}
      data-returned={client.returned}
    >
      <button
        type="button"
        tabIndex={tabIndex}
        onKeyDown={onKeyDown}
        aria-pressed={lit}
        onClick={() => toggle({ kind: "client", name })}
        title={describeClient(client)}
        className="flex h-full min-w-0 grow items-center gap-2 text-left"
      >
        <span className="truncate font-mono text-label">{name}</span>
        {!client.simulated && <ExternalTag />}
        <StateTag state={client.state} />
        <span className="grow" />
        <span className="text-right text-label whitespace-nowrap text-ink2">
          {client.outstanding > 1 && <span className="mr-2">{client.outstanding} open</span>}
          <Pace client={client} />
          {formatRate(client.ratePerSecond)}/s
        </span>
      </button>
      <PeerMenu target={{ kind: "client", peer: client }} tabIndex={tabIndex} />
    </div>
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

/** All that is known of it, for where there is no room. */
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
