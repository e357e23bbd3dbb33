import type { Client } from "@zmqscope/protocol"
import { formatDuration, formatRate } from "../../format.js"
import { useSelection } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
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
        className="flex h-full min-w-0 grow items-center gap-2 text-left"
      >
        <span className="truncate font-mono text-label">{name}</span>
        {!client.simulated && <ExternalTag />}
        <StateTag state={client.state} />
        <span className="grow" />
        <span className="text-right text-label whitespace-nowrap text-ink2">
          {client.outstanding > 1 && <span className="mr-2">{client.outstanding} open</span>}
          {client.roundTripUs !== null && client.state === "live" && (
            <span className="mr-2 text-ink3">{formatDuration(client.roundTripUs)}</span>
          )}
          {formatRate(client.ratePerSecond)}/s
        </span>
      </button>
      <PeerMenu target={{ kind: "client", peer: client }} tabIndex={tabIndex} />
    </div>
  )
}
