import type { BrokerSummary } from "@zmqscope/protocol"
import type { MouseEvent, ReactNode } from "react"
import { formatCount, formatDuration, formatRate } from "../../format.js"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Headline } from "../../ui/index.js"
import { Sparkline } from "../strip/Sparkline.js"

interface Column {
  readonly title: string
  readonly isFigure: boolean
  readonly cell: (broker: BrokerSummary) => ReactNode
}

function figure(title: string, cell: Column["cell"]): Column {
  return { title, isFigure: true, cell }
}

/** What a row tells, in its order; the broker's name and how it stands come first. */
export const COLUMNS: readonly Column[] = [
  { title: "Broker", isFigure: false, cell: () => null },
  { title: "How it stands", isFigure: false, cell: ({ state }) => <State state={state} /> },
  figure("Replies/s", ({ rate }) => formatRate(rate)),
  { title: "Last minute", isFigure: false, cell: ({ spark }) => <Sparkline values={spark} /> },
  figure("Waiting", ({ depth }) => formatCount(depth)),
  figure("p99", ({ p99Us }) => formatDuration(p99Us)),
  figure("Oldest", ({ oldestUs }) => formatDuration(oldestUs)),
  figure("Workers", ({ workers }) => formatCount(workers)),
  figure("Clients", ({ clients }) => formatCount(clients)),
]

export interface BrokerRowProps {
  readonly broker: BrokerSummary
  /** The page shows it when the overview is left. */
  readonly isShown: boolean
}

export function BrokerRow({ broker, isShown }: BrokerRowProps) {
  const { name, engine, target, endpoints, state } = broker
  const [, ...others] = COLUMNS
  const where = target ?? endpoints
  return (
    <tr
      data-testid={TEST_IDS.overviewRow}
      data-name={name}
      data-tone={state.tone}
      data-rate={broker.rate}
      className="border-b border-line hover:bg-raise max-md:grid max-md:grid-cols-3 max-md:gap-x-4 max-md:gap-y-1 max-md:py-3"
    >
      <th scope="row" className="py-2 pr-2 text-left font-normal max-md:col-span-3 max-md:py-0">
        <BrokerLink name={name} isShown={isShown} />
        <span className="block text-tiny text-ink2 wrap-anywhere">
          {engine === "attach" ? "watches" : engine} {where.frontend} and {where.backend}
        </span>
      </th>
      {others.map(({ title, isFigure, cell }) => (
        <td
          key={title}
          className={`px-2 last:pr-0 max-md:px-0 ${isFigure ? "text-right whitespace-nowrap max-md:text-left" : "max-md:col-span-3"}`}
        >
          {isFigure && <span className="block text-tiny text-ink2 md:hidden">{title}</span>}
          {cell(broker)}
        </td>
      ))}
    </tr>
  )
}

/** A link as any other: it can be opened beside this page. */
function BrokerLink({ name, isShown }: { readonly name: string; readonly isShown: boolean }) {
  const { theatre } = useApp()
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    theatre.watch(name)
  }
  return (
    <a
      href={`?broker=${name}`}
      aria-current={isShown ? "true" : undefined}
      onClick={onClick}
      className="inline-block min-h-6 font-mono font-semibold underline-offset-4 hover:underline"
    >
      {name}
    </a>
  )
}

function State({ state: { headline, detail, tone } }: Pick<BrokerSummary, "state">) {
  return (
    <>
      <Headline tone={tone}>{headline}</Headline>
      {detail !== "" && <span className="block text-tiny text-ink2">{detail}</span>}
    </>
  )
}
