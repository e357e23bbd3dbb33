import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { type ReactNode, useState } from "react"
import { CLIENT_PRESETS, WORKER_PRESETS } from "../../actions/index.js"
import { useApp } from "../../hooks/index.js"
import { Modal } from "../../ui/index.js"
import { ClientFields, PresetPicker, WorkerFields } from "../behaviour/index.js"
import { FormFoot } from "./FormFoot.js"
import { useSubmit } from "./use-submit.js"

interface ChangeProps<B> {
  readonly name: string
  readonly behaviour: B
  readonly onClose: () => void
}

export function ChangeClientDialog({ name, behaviour, onClose }: ChangeProps<ClientBehaviour>) {
  const { actions } = useApp()
  const [value, setValue] = useState(behaviour)
  const submit = useSubmit(() => actions.changeClient(name, value), onClose)
  // A REQ client is made no open-loop one, nor the other way.
  const isOpen = "arrivals" in behaviour
  const presets = CLIENT_PRESETS.filter((preset) => "arrivals" in preset.behaviour === isOpen)
  return (
    <ChangeForm name={name} submit={submit} onClose={onClose}>
      <PresetPicker presets={presets} value={value} onChange={setValue} />
      <ClientFields value={value} onChange={setValue} faults={submit.fault} />
    </ChangeForm>
  )
}

export function ChangeWorkerDialog({ name, behaviour, onClose }: ChangeProps<WorkerBehaviour>) {
  const { actions } = useApp()
  const [value, setValue] = useState(behaviour)
  const submit = useSubmit(() => actions.changeWorker(name, value), onClose)
  return (
    <ChangeForm name={name} submit={submit} onClose={onClose}>
      <PresetPicker presets={WORKER_PRESETS} value={value} onChange={setValue} />
      <WorkerFields value={value} onChange={setValue} faults={submit.fault} />
    </ChangeForm>
  )
}

function ChangeForm({
  name,
  submit,
  onClose,
  children,
}: {
  readonly name: string
  readonly submit: ReturnType<typeof useSubmit>
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <Modal
      size="wide"
      title={`Change ${name}`}
      description="It goes on running, and behaves so from its next request on."
      onClose={onClose}
    >
      <form onSubmit={submit.onSubmit} className="flex flex-col gap-3">
        {children}
        <FormFoot submit="Change" busy={submit.busy} failure={submit.failure} onCancel={onClose} />
      </form>
    </Modal>
  )
}
