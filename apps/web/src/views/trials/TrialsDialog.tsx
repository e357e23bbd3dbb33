import { Modal } from "../../ui/index.js"
import { TrialsPanel } from "./TrialsPanel.js"

export function TrialsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      size="large"
      title="Trials"
      description="Each stretch between two changes, with what was set and what was measured. Round trips count where they end."
      onClose={onClose}
    >
      <TrialsPanel />
    </Modal>
  )
}
