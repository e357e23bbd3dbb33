import { useApp, useFigures, useStatus } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { BulkProgress } from "./BulkProgress.js"
import { CLIENT_ROW_REM, ClientRow } from "./ClientRow.js"
import { ColumnHeading } from "./ColumnHeading.js"
import { EmptyPeers } from "./EmptyPeers.js"
import { PeerList } from "./PeerList.js"

export function Clients() {
  const { actions } = useApp()
  const clients = useFigures((view) => view.snapshot?.clients)
  const frontend = useStatus((view) => view.hello?.frontend)
  return (
    <section aria-label="Clients" className="flex min-h-0 flex-col pt-3">
      <ColumnHeading
        kind="client"
        title="Clients"
        count={clients?.length}
        countTestId={TEST_IDS.clientCount}
        simulated={clients?.filter((client) => client.simulated).length ?? 0}
        several={10}
      />
      <BulkProgress kind="client" />
      {clients?.length === 0 && (
        <EmptyPeers address={frontend}>
          No clients: nothing is asked. Spawn one, or connect your own to
        </EmptyPeers>
      )}
      <PeerList
        label="Clients"
        side="clients"
        peers={clients ?? []}
        rowRem={CLIENT_ROW_REM}
        renderRow={(client, context) => <ClientRow client={client} {...context} />}
        onDelete={(client) => {
          if (client.simulated) actions.remove({ kind: "client", peer: client }, "kill")
        }}
      />
    </section>
  )
}
