import { type KeyboardEvent, useEffect } from "react"
import { attentionWords, byAttention } from "../../brokers/index.js"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Brand } from "../header/Brand.js"
import { CommandsButton, ThemeButton } from "../header/PageButtons.js"
import { BrokerRow, COLUMNS } from "./BrokerRow.js"
import { useBrokers } from "./use-brokers.js"

/** Every broker of the server in a row: how it stands, and the way to it. */
export function Overview() {
  const { brokers } = useApp()
  const { view, name } = useBrokers()
  const { state, brokers: all, failure } = view
  useEffect(() => brokers.look(), [brokers])
  return (
    <div className="flex min-h-screen flex-col">
      <header className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-1">
        <Brand />
        <p role="status" className="min-w-0 grow basis-48">
          {failure !== null ? (
            <span className="text-warn">Not answered, trying again: {failure}</span>
          ) : (
            state === "ready" && <span className="text-ink2">{attentionWords(all)}</span>
          )}
        </p>
        <CommandsButton />
        <ThemeButton />
      </header>
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
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
  if (by === 0) return
  const links = [...event.currentTarget.querySelectorAll("a")]
  const at = links.findIndex((link) => link.matches(":focus"))
  links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus()
  event.preventDefault()
}
