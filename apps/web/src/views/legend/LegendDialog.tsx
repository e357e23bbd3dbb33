import { Modal } from "../../ui/index.js"
import { type Shape, SIGNS } from "./signs.js"

/** What a dot, a bar, a ring and a shape mean. */
export function LegendDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal size="large" title="What the signs mean" onClose={onClose}>
      <div className="columns-1 gap-10 sm:columns-2">
        {Object.entries(SIGNS).map(([title, entries]) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-label font-semibold text-ink2">{title}</h3>
            <dl>
              {entries.map(({ sign, colour, name, meaning }) => (
                <div key={name} className="flex items-start gap-3 border-t border-line py-1.5">
                  <span style={{ color: colour }}>
                    <Sign shapes={sign} />
                  </span>
                  <div className="min-w-0 text-body">
                    <dt className="inline font-semibold">{name}: </dt>
                    <dd className="inline">{meaning}</dd>
                  </div>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

function Sign({ shapes }: { readonly shapes: readonly Shape[] }) {
  return (
    <svg viewBox="-24 -12 48 24" className="h-6 w-12 shrink-0" aria-hidden="true">
      {shapes.map(({ d, width, isRound = false }) => (
        <path
          key={d}
          d={d}
          className={width === undefined ? "fill-current" : "fill-none stroke-current"}
          strokeWidth={width}
          strokeLinecap={isRound ? "round" : undefined}
        />
      ))}
    </svg>
  )
}
