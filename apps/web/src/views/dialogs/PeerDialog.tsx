import { plural } from "@zmqscope/metrics"
import { type ReactNode, useState } from "react"
import { type OpenDialog, PRESETS } from "../../actions/index.js"
import type { Behaviour, PeerKind } from "../../api/index.js"
import { useApp, useFigures, useStatus } from "../../hooks/index.js"
import { Button, Modal } from "../../ui/index.js"
import { BehaviourFields, NumberField, range } from "../behaviour/index.js"
import { type Submit, useSubmit } from "./use-submit.js"

interface PeerDialogProps {
  readonly dialog: Extract<OpenDialog, { readonly type: "spawn" | "change" }>
  readonly onClose: () => void
}

/** How peers behave: so many new ones, or one that is there. */
export function PeerDialog({ dialog, onClose }: PeerDialogProps) {
  const { kind } = dialog
  if (dialog.type === "spawn") return <Spawn kind={kind} onClose={onClose} />
  const { name, behaviour } = dialog.peer
  return behaviour && <Change kind={kind} name={name} behaviour={behaviour} onClose={onClose} />
}

interface FormProps {
  readonly kind: PeerKind
  readonly onClose: () => void
}

function Spawn({ kind, onClose }: FormProps) {
  const { actions } = useApp()
  const [count, setCount] = useState(1)
  const [value, setValue] = useState<Behaviour>(PRESETS[kind][0].behaviour)
  const room = useRoom(kind)
  const submit = useSubmit(() => actions.spawn(kind, count, value), onClose)
  const faults = (pointer: string) => submit.fault(`/behaviour${pointer}`)
  return (
    <PeerForm
      title={`Spawn ${kind}s`}
      description={`Simulated ${kind === "client" ? "REQ or open-loop DEALER" : "REP"} ${kind}s on real sockets, beside everybody else's.`}
      answer={`Spawn ${plural(count || 0, kind)}`}
      submit={submit}
      onClose={onClose}
    >
      <NumberField
        label="How many"
        hint={room.text}
        range={range(1, room.left, room.left, 1)}
        value={count}
        fault={submit.fault("/count")}
        onChange={setCount}
      />
      <BehaviourFields kind={kind} value={value} onChange={setValue} faults={faults} />
    </PeerForm>
  )
}

function Change(props: FormProps & { readonly name: string; readonly behaviour: Behaviour }) {
  const { kind, name, behaviour, onClose } = props
  const { actions } = useApp()
  const [value, setValue] = useState(behaviour)
  const submit = useSubmit(() => actions.change(kind, name, value), onClose)
  const form = { kind, value, onChange: setValue, faults: submit.fault }
  return (
    <PeerForm
      title={`Change ${name}`}
      description="It goes on running, and behaves so from its next request on."
      answer="Change"
      submit={submit}
      onClose={onClose}
    >
      <BehaviourFields {...form} isOfOneKind />
    </PeerForm>
  )
}

interface PeerFormProps {
  readonly title: string
  readonly description: string
  /** What the button says that sends it. */
  readonly answer: string
  readonly submit: Submit
  readonly onClose: () => void
  readonly children: ReactNode
}

function PeerForm(props: PeerFormProps) {
  const { answer, submit, children, ...modal } = props
  return (
    <Modal size="wide" {...modal}>
      <form onSubmit={submit.onSubmit} className="flex flex-col gap-3">
        {children}
        <div className="mt-5 flex items-center gap-3">
          <p role="alert" className="grow text-label text-warn">
            {submit.failure}
          </p>
          <Button className="h-8 px-3.5" onClick={props.onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" unavailable={submit.busy}>
            {answer}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** How many more simulated peers the server takes. */
function useRoom(kind: PeerKind): { readonly left: number; readonly text: string } {
  const limit = useStatus((view) => view.hello?.limits[`${kind}s`])
  const live = useFigures(
    ({ snapshot }) => snapshot?.[`${kind}s`].filter(({ simulated }) => simulated).length ?? 0,
  )
  if (limit === undefined) return { left: 1, text: "" }
  return { left: Math.max(1, limit - live), text: `${live} of at most ${limit} are live` }
}
