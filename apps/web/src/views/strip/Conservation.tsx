import { conservation, formatCount, plural, UNKNOWN } from "@zmqscope/metrics"
import type { Totals } from "@zmqscope/protocol"
import { useShownFigures } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Panel } from "../Panel.js"
import { useIsOfNow } from "../status/traffic.js"

/** Every request accounted for: the verdict, the equation, and each term explained on demand. */
export function Conservation() {
  const totals = useShownFigures((view) => view.snapshot?.totals)
  const requeued = useShownFigures((view) => view.snapshot?.requeued ?? 0)
  const faults = useShownFigures((view) => view.snapshot?.faults ?? NO_FAULTS)
  const isOfNow = useIsOfNow()
  const difference = totals === undefined ? undefined : conservation(totals).difference
  const trigger = (
    <button
      type="button"
      className="conservation flex flex-col justify-between gap-1.5 text-left [grid-area:check] hover:bg-raise"
      data-testid={TEST_IDS.conservation}
      data-value={difference ?? ""}
      data-faults={faults.length}
    >
      <span className="text-label text-ink2">
        Every request accounted for:{" "}
        <Verdict difference={difference} faults={faults} isOfNow={isOfNow} />
        {requeued > 0 && <>, {formatCount(requeued)} requeued</>}
      </span>
      <span className="font-mono text-label leading-[1.35] text-ink2 xl:min-h-[2lh]">
        {totals === undefined ? UNKNOWN : <Equation totals={totals} />}
      </span>
    </button>
  )
  return (
    <Panel command="terms" label="Where every request is" trigger={trigger}>
      {() =>
        totals === undefined ? (
          <p>No figures yet.</p>
        ) : (
          <>
            <Faults faults={faults} />
            <FullTerms totals={totals} requeued={requeued} />
          </>
        )
      }
    </Panel>
  )
}

const NO_FAULTS: readonly string[] = []

/** The sum is one check, and the server's others (`faults`) are as good: it is balanced when all hold. */
function Verdict(props: {
  readonly difference: number | undefined
  readonly faults: readonly string[]
  readonly isOfNow: boolean
}) {
  const { difference, faults, isOfNow } = props
  if (difference === undefined) return <span>{UNKNOWN}</span>
  if (difference !== 0) {
    return <span className="text-warn">{plural(Math.abs(difference), "request")} off</span>
  }
  const [fault] = faults
  if (fault === undefined) {
    return isOfNow ? <span className="text-good">balanced</span> : <span>was balanced</span>
  }
  return (
    <span className="text-warn">
      {fault}
      {faults.length > 1 && ` And ${faults.length - 1} more.`}
    </span>
  )
}

function Faults({ faults }: { readonly faults: readonly string[] }) {
  if (faults.length === 0) return null
  return (
    <ul aria-label="What does not add up" className="mb-2 text-label text-warn">
      {faults.map((fault) => (
        <li key={fault}>{fault}</li>
      ))}
    </ul>
  )
}

function Equation({ totals }: { readonly totals: Totals }) {
  const shown = TERMS.filter((term) => term.always || totals[term.field] > 0)
  return (
    <>
      <Amount label="received" count={totals.received} />
      {shown.map((term, at) => (
        <span key={term.field}>
          {at === 0 ? " = " : " + "}
          <Amount label={term.label} count={totals[term.field]} />
        </span>
      ))}
    </>
  )
}

function Amount({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <span className="whitespace-nowrap">
      {label} <span className="font-medium text-ink">{formatCount(count)}</span>
    </span>
  )
}

function FullTerms({ totals, requeued }: { readonly totals: Totals; readonly requeued: number }) {
  const rows = [
    { ...RECEIVED, count: totals.received },
    ...TERMS.map((term) => ({ ...term, count: totals[term.field] })),
    { ...REQUEUED, count: requeued },
  ]
  return (
    <table className="w-full text-label">
      <caption className="mb-2 text-left text-body font-semibold">
        Every request received is in exactly one of these places
      </caption>
      <tbody>
        {rows.map(({ field, label, count, meaning }) => (
          <tr
            key={field}
            className="border-t border-line align-baseline"
            data-testid={TEST_IDS.conservationTerm}
            data-term={field}
            data-value={count}
          >
            <th scope="row" className="py-1.5 pr-3 text-left font-medium whitespace-nowrap">
              {label}
            </th>
            <td className="py-1.5 pr-3 text-right font-mono">{formatCount(count)}</td>
            <td className="py-1.5 text-ink2">{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Term {
  readonly field: Exclude<keyof Totals, "received">
  readonly label: string
  readonly meaning: string
  /** Written in the short equation even while it is 0. */
  readonly always: boolean
}

function placeOf(
  field: Term["field"],
  meaning: string,
  always = false,
  label: string = field,
): Term {
  return { field, label, meaning, always }
}

const IN_FLIGHT = "Handed to the DEALER or at a worker, its reply not yet returned."
const REJECTED = "No request at all: without the empty frame that REQ puts before the body."

const RECEIVED = {
  field: "received",
  label: "received",
  meaning: "Every message that arrived at the ROUTER.",
}
const REQUEUED = {
  field: "requeued",
  label: "requeued",
  meaning: "Beside the sum: put back to the head of waiting because a worker went.",
}

/** Where a received request can be: together these make up everything received, always. */
const TERMS: readonly Term[] = [
  placeOf("returned", "The reply left the ROUTER to its client.", true),
  placeOf("waiting", "In the broker, not yet handed to the DEALER."),
  placeOf("inFlight", IN_FLIGHT, true, "in flight"),
  placeOf("lost", "It went with its worker.", true),
  placeOf("undeliverable", "Replied to, but its client was gone or did not read."),
  placeOf("rejected", REJECTED),
  placeOf("expired", "Its client left before it was dealt."),
  placeOf("shed", "It had waited for too long under overload, and got no reply."),
]
