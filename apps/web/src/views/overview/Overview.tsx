import { formatCount, formatDuration, formatRate } from "@zmqscope/metrics"
import type { BrokerSummary } from "@zmqscope/protocol"
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect } from "react"
import { attentionWords, byAttention } from "../../brokers/index.js"
import { useApp, useStore } from "../../hooks/index.js"
import { placeAfter } from "../../place-after.js"
import { TEST_IDS } from "../../test-ids.js"
import { Headline } from "../../ui/index.js"
import { PageHead } from "../header/PageButtons.js"
import { Sparkline } from "../strip/Sparkline.js"
import { useBrokers } from "./use-brokers.js"

/** Every broker of the server in a row: how it stands, and the way to it. */
export function Overview() {
  const { brokers } = useApp()
  const { state, failure } = useStore(brokers)
  const { brokers: all, name } = useBrokers()
  useEffect(() => brokers.lookNow(), [brokers])
  return (
    <div className="flex min-h-screen flex-col">
      <PageHead
        status={
          failure !== null ? (
            <span className="text-warn">Not answered, trying again: {failure}</span>
          ) : (
            state === "ready" && attentionWords(all)
          )
        }
      />
      <main
        data-testid={TEST_IDS.overview}
        data-state={failure === null ? state : "failed"}
        className={`px-6 pb-6 ${failure === null ? "" : "opacity-60"}`}
      >
        <h2 className="sr-only">Brokers</h2>
        {all.length === 0 ? (
          <p className="py-6 text-ink2">
            {state === "loading" ? "Asking for the brokers…" : "The server watches no broker."}
          </p>
        ) : (
          <table className="w-full border-collapse max-md:block" onKeyDown={walk}>
            <thead className="text-tiny text-ink2 max-md:sr-only">
              <tr className="border-b border-line">
                {COLUMNS.map(({ title, isFigure }) => (
                  <th
                    key={title}
                    scope="col"
                    className={`h-8 px-2 font-medium first:pl-0 last:pr-0 ${isFigure ? "text-right" : "text-left"}`}
                  >
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="max-md:block">
              {byAttention(all).map((broker) => (
                <BrokerRow key={broker.name} broker={broker} isShown={broker.name === name} />
              ))}
            </tbody>
          </table>
        )}
      </main>
    </div>
  )
}

/** Arrows walk from broker to broker. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const links = [...event.currentTarget.querySelectorAll("a")]
  const at = links.findIndex((link) => link.matches(":focus"))
  const to = placeAfter(event.key, { ArrowDown: 1, ArrowUp: -1 }, at, links.length)
  if (to === null) return
  links[to]?.focus()
  event.preventDefault()
}

interface Column {
  readonly title: string
  readonly isFigure: boolean
  readonly cell: (broker: BrokerSummary) => ReactNode
}

function figure(title: string, cell: Column["cell"]): Column {
  return { title, isFigure: true, cell }
}

/** Beside the rate where it is narrow. */
const LAST_MINUTE = "Last minute"

/** What a row tells, in its order; the broker's name and how it stands come first. */
export const COLUMNS: readonly Column[] = [
  { title: "Broker", isFigure: false, cell: () => null },
  { title: "How it stands", isFigure: false, cell: ({ state }) => <State state={state} /> },
  figure("Replies/s", ({ rate }) => formatRate(rate)),
  { title: LAST_MINUTE, isFigure: false, cell: ({ spark }) => <Sparkline values={spark} /> },
  figure("Waiting", ({ depth }) => formatCount(depth)),
  figure("p99", ({ p99Us }) => formatDuration(p99Us)),
  figure("Oldest", ({ oldestUs }) => formatDuration(oldestUs)),
  figure("Workers", ({ workers }) => formatCount(workers)),
  figure("Clients", ({ clients }) => formatCount(clients)),
]

interface BrokerRowProps {
  readonly broker: BrokerSummary
  /** The page shows it when the overview is left. */
  readonly isShown: boolean
}

function BrokerRow({ broker, isShown }: BrokerRowProps) {
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
          className={`px-2 last:pr-0 max-md:px-0 ${isFigure ? "text-right whitespace-nowrap max-md:text-left" : title === LAST_MINUTE ? "max-md:col-span-2" : "max-md:col-span-3"}`}
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
