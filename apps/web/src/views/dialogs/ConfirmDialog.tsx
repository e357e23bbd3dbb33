import type { Question } from "../../actions/index.js"
import { Button, Modal } from "../../ui/index.js"

export function ConfirmDialog({
  question,
  onClose,
}: {
  readonly question: Question
  readonly onClose: () => void
}) {
  const confirm = () => {
    onClose()
    question.onConfirm()
  }
  return (
    <Modal title={question.title} description={question.text} onClose={onClose}>
      <div className="flex justify-end gap-3">
        <Button className="h-8 px-3.5" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" onClick={confirm} autoFocus>
          {question.confirm}
        </Button>
      </div>
    </Modal>
  )
}
