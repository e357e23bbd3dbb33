import { isMac, keyNames, keySections } from "../../commands/index.js"
import { useApp } from "../../hooks/index.js"
import { Keys, Modal } from "../../ui/index.js"

/** Keys of lists, which are no commands of the page. */
const LIST_KEYS = [
  { keys: ["↑", "↓"], title: "From row to row in a list" },
  { keys: ["Enter"], title: "Select the row" },
  { keys: ["I"], title: "All that is known of the row's peer" },
  { keys: ["Del"], title: "Kill the row's peer" },
]
const CHART_KEYS = [
  { keys: ["←", "→"], title: "Move the cursor" },
  { keys: ["Shift", "→"], title: "Choose a span" },
  { keys: ["Esc"], title: "Give it up" },
]

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { commands: page } = useApp()
  const mac = isMac(navigator.userAgent)
  return (
    <Modal
      size="large"
      title="Keyboard"
      description="Every command is in the palette, too."
      onClose={onClose}
    >
      <div className="columns-1 gap-8 sm:columns-2 lg:columns-3">
        {keySections(page.available()).map(({ section, commands }) => (
          <KeyList
            key={section}
            title={section}
            rows={commands.map(({ title, key }) => ({ title, keys: keyNames(key, mac) }))}
          />
        ))}
        <KeyList title="In lists" rows={LIST_KEYS} />
        <KeyList title="On a chart" rows={CHART_KEYS} />
      </div>
    </Modal>
  )
}

function KeyList(props: {
  readonly title: string
  readonly rows: readonly { readonly title: string; readonly keys: readonly string[] }[]
}) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1.5 text-label font-semibold text-ink2">{props.title}</h3>
      <dl className="grid grid-cols-[5rem_1fr] items-baseline gap-y-1 text-label">
        {props.rows.map(({ title, keys }) => (
          <div key={title} className="contents">
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
