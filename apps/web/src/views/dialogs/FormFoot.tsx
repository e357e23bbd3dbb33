import { Button } from "../../ui/index.js"

/** A dialog's end: what went wrong, the way out, and the way on. */
export function FormFoot({
  submit,
  busy,
  failure,
  onCancel,
}: {
  readonly submit: string
  readonly busy: boolean
  readonly failure: string | null
  readonly onCancel: () => void
}) {
  return (
    <div className="mt-5 flex items-center gap-3">
      <p role="alert" className="grow text-label text-warn">
        {failure}
      </p>
      <Button className="h-8 px-3.5" onClick={onCancel}>
        Cancel
      </Button>
      <Button look="primary" type="submit" unavailable={busy}>
        {submit}
      </Button>
    </div>
  )
}
