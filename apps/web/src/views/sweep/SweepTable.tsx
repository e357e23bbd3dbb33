import type { Sweep } from "@zmqscope/protocol"
import { TEST_IDS } from "../../test-ids.js"
import { SWEEP_COLUMNS } from "./table.js"

/** What was measured at each load, the knee's set apart. */
export function SweepTable({ sweep }: { readonly sweep: Sweep }) {
  const { points, kneePerSecond } = sweep
  if (points.length === 0) return <p className="text-ink2">Nothing is measured yet.</p>
  return (
    <div className="overflow-x-auto">
      <table className="text-label [&_:is(th,td)]:py-1 [&_:is(th,td)]:pr-6 [&_:is(th,td)]:text-right [&_:is(th,td)]:whitespace-nowrap">
        <thead className="text-tiny text-ink2">
          <tr>
            {SWEEP_COLUMNS.map(({ title, meaning }) => (
              <th key={title} scope="col" title={meaning} className="font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => {
            const isKnee = point.perSecond === kneePerSecond
            return (
              <tr
                key={point.perSecond}
                className={`border-t border-line ${isKnee ? "font-semibold" : ""}`}
                data-testid={TEST_IDS.sweepPoint}
                data-load={point.perSecond}
                data-returned={point.returnedPerSecond}
                data-p99={point.intendedUs.p99 ?? ""}
                data-knee={isKnee}
              >
                {SWEEP_COLUMNS.map(({ title, text }, at) => (
                  <td key={title}>
                    {at === 0 && isKnee && <span className="mr-2 text-accent">knee</span>}
                    {text(point)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
