import { useApp, useFigures, useObstacle, useStatus } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { BulkProgress } from "./BulkProgress.js"
import { fullBarFor } from "./bar-scale.js"
import { ColumnHeading } from "./ColumnHeading.js"
import { EmptyPeers } from "./EmptyPeers.js"
import { PeerList } from "./PeerList.js"
import { WORKER_ROW_REM, WorkerRow } from "./WorkerRow.js"

export function Workers() {
  const { actions } = useApp()
  const workers = useFigures((view) => view.snapshot?.workers)
  const obstacle = useObstacle()
  const backend = useStatus((view) => view.hello?.backend)
  const simulated = workers?.filter((worker) => worker.simulated).length ?? 0
  const fullBar = fullBarFor(Math.max(0, ...(workers ?? []).map((worker) => worker.outstanding)))
  return (
    <section aria-label="Workers" className="flex min-h-0 flex-col pt-3">
      <ColumnHeading
        kind="worker"
        title="Workers"
        count={workers?.length}
        countTestId={TEST_IDS.workerCount}
        simulated={simulated}
        several={5}
      >
        <Button
          look="small"
          title={obstacle ?? "Kill a random simulated worker (K)"}
          unavailable={simulated === 0 || obstacle !== undefined}
          onClick={() => actions.killRandomWorker()}
        >
          Kill one
        </Button>
      </ColumnHeading>
      <BulkProgress kind="worker" />
      {workers?.length === 0 && (
        <EmptyPeers address={backend}>
          No workers: requests wait. Spawn one, or connect your own to
        </EmptyPeers>
      )}
      <PeerList
        label="Workers"
        side="workers"
        peers={workers ?? []}
        rowRem={WORKER_ROW_REM}
        renderRow={(worker, context) => (
          <WorkerRow worker={worker} fullBar={fullBar} {...context} />
        )}
        onDelete={(worker) => actions.remove({ kind: "worker", peer: worker }, "kill")}
      />
    </section>
  )
}
