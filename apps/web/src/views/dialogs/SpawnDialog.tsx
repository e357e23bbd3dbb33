import { useState } from "react"
import { CLIENT_PRESETS, WORKER_PRESETS } from "../../actions/index.js"
import type { PeerKind } from "../../api/index.js"
import { plural } from "../../format.js"
import { useApp, useFigures, useStatus } from "../../hooks/index.js"
import { Modal } from "../../ui/index.js"
import { ClientFields, NumberField, PresetPicker, WorkerFields } from "../behaviour/index.js"
import { FormFoot } from "./FormFoot.js"
import { useSubmit } from "./use-submit.js"

/** How many, and how they behave. */
export function SpawnDialog({
  kind,
  onClose,
}: {
  readonly kind: PeerKind
  readonly onClose: () => void
}) {
  const { actions } = useApp()
  const [count, setCount] = useState(1)
  const [client, setClient] = useState(CLIENT_PRESETS[0].behaviour)
  const [worker, setWorker] = useState(WORKER_PRESETS[0].behaviour)
  const room = useRoom(kind)
  const send = () =>
    kind === "client" ? actions.spawnClients(count, client) : actions.spawnWorkers(count, worker)
  const { onSubmit, busy, failure, fault } = useSubmit(send, onClose)
  const faults = (pointer: string) => fault(`/behaviour${pointer}`)
  return (
    <Modal
      size="wide"
      title={`Spawn ${kind}s`}
      description={
        kind === "client"
          ? "Simulated REQ or open-loop DEALER clients on real sockets, beside everybody else's."
          : "Simulated REP workers on real sockets, beside everybody else's."
      }
      onClose={onClose}
    >
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        <NumberField
          label="How many"
          hint={room.text}
          range={{ min: 1, max: room.left, reach: room.left, step: 1, unit: "" }}
          value={count}
          fault={fault("/count")}
          onChange={setCount}
        />
        {kind === "client" ? (
          <>
            <PresetPicker presets={CLIENT_PRESETS} value={client} onChange={setClient} />
            <ClientFields value={client} onChange={setClient} faults={faults} />
          </>
        ) : (
          <>
            <PresetPicker presets={WORKER_PRESETS} value={worker} onChange={setWorker} />
            <WorkerFields value={worker} onChange={setWorker} faults={faults} />
          </>
        )}
        <FormFoot
          submit={`Spawn ${plural(count || 0, kind)}`}
          busy={busy}
          failure={failure}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}

interface Room {
  readonly left: number
  readonly text: string
}

/** How many more simulated peers the server takes. */
function useRoom(kind: PeerKind): Room {
  const limit = useStatus((view) => view.hello?.limits[`${kind}s`])
  const live = useFigures((view) => countSimulated(view.snapshot?.[`${kind}s`]))
  if (limit === undefined) return { left: 1, text: "" }
  return { left: Math.max(1, limit - live), text: `${live} of at most ${limit} are live` }
}

function countSimulated(peers: readonly { readonly simulated: boolean }[] | undefined): number {
  return (peers ?? []).filter((peer) => peer.simulated).length
}
