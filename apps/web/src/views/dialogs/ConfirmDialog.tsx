import { AlertDialog } from "radix-ui"
import type { Question } from "../../actions/index.js"
import { useFigures } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"

export function ConfirmDialog({
  question,
  onClose,
}: {
  readonly question: Question
  readonly onClose: () => void
}) {
  // Asked again with each snapshot: what it says is so while it is read.
  useFigures((view) => view.snapshot)
  const isMoot = question.isMoot()
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-bg/70" />
        <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-3rem)] max-w-md -translate-1/2 rounded-lg border border-line2 bg-raise p-6">
          <AlertDialog.Title className="text-title font-semibold wrap-anywhere">
            {question.title}
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-1 mb-5 text-ink2">
            {isMoot ? "There is nothing left to do: it has gone meanwhile." : question.describe()}
          </AlertDialog.Description>
          <div className="flex justify-end gap-3">
            <AlertDialog.Cancel asChild>
              <Button className="h-8 px-3.5">{isMoot ? "Close" : "Cancel"}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button look="primary" unavailable={isMoot} onClick={question.onConfirm}>
                {question.confirm}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
