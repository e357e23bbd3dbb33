import { SHORTCUTS } from "../../hooks/index.js"
import { Modal } from "../../ui/index.js"

const KEY_NAMES: Record<string, string> = { " ": "Space", Escape: "Esc" }

/** Keys in a list, which no shortcut can name. */
const LIST_KEYS = [
  { keys: ["↑", "↓"], label: "From row to row in a list" },
  { keys: ["Enter"], label: "Select the row's peer" },
  { keys: ["Del"], label: "Kill the row's peer" },
]

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal title="Keyboard" onClose={onClose}>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-1.5 text-label">
        {SHORTCUTS.map(({ id, key, label }) => (
          <Row key={id} keys={[KEY_NAMES[key] ?? key.toUpperCase()]} label={label} />
        ))}
        {LIST_KEYS.map((row) => (
          <Row key={row.label} {...row} />
        ))}
      </dl>
    </Modal>
  )
}

function Row({ keys, label }: { readonly keys: readonly string[]; readonly label: string }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd key={key} className="rounded border border-line2 px-1.5 text-tiny leading-5">
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{label}</dd>
    </>
  )
}
