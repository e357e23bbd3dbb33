import { Modal } from "../../ui/index.js"
import { Sign } from "./Sign.js"
import { FALLEN, type LegendEntry, MOVING, STANDING, WORKERS } from "./signs.js"

/** What a dot, a bar, a ring and a shape mean. */
export function LegendDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal size="large" title="What the signs mean" onClose={onClose}>
      <div className="columns-1 gap-10 sm:columns-2">
        <Entries title="What stands is exact" entries={STANDING} />
        <Entries title="What moves is a trace" entries={MOVING} />
        <Entries title="What fell, where it stood" entries={FALLEN} />
        <Entries title="Workers" entries={WORKERS} />
      </div>
    </Modal>
  )
}

function Entries(props: { readonly title: string; readonly entries: readonly LegendEntry[] }) {
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 text-label font-semibold text-ink2">{props.title}</h3>
      <dl>
        {props.entries.map(({ sign, colour, name, meaning }) => (
          <div key={name} className="flex items-start gap-3 border-t border-line py-1.5">
            <span style={{ color: colour }}>
              <Sign>{sign}</Sign>
            </span>
            <div className="min-w-0 text-body">
              <dt className="inline font-semibold">{name}: </dt>
              <dd className="inline">{meaning}</dd>
            </div>
          </div>
        ))}
      </dl>
    </section>
  )
}
