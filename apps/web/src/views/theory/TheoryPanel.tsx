import { formatShare } from "@zmqscope/metrics"
import type { Theory } from "@zmqscope/protocol"
import { useId, useMemo } from "react"
import { useApp, usePolled, useUrl } from "../../hooks/index.js"
import { Polled } from "../../polled.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, CHART, ChartHead } from "../../ui/index.js"
import {
  conditionWord,
  littleFigures,
  littleWords,
  standingOf,
  standingWords,
  theoryRows,
} from "./words.js"

/** What the server says of the last minute is asked for so often, milliseconds. */
const EVERY_MS = 1000

/** What queueing theory says beside what was measured, where it may say it. */
export function TheoryPanel() {
  const id = useId()
  const { freezeMs } = useUrl()
  const { commands, api } = useApp()
  const polled = useMemo(() => new Polled({ load: api.theory, everyMs: () => EVERY_MS }), [api])
  const { state, value: theory, failure } = usePolled(polled)
  return (
    <figure
      className={CHART}
      aria-labelledby={id}
      data-testid={TEST_IDS.theory}
      data-state={state}
      data-standing={theory === null ? "" : standingOf(theory)}
      data-utilisation={theory?.utilisation ?? ""}
      data-verdict={theory?.little?.verdict ?? ""}
      data-apart={theory?.little?.apart ?? ""}
    >
      <ChartHead
        id={id}
        title="Theory"
        subtitle={
          freezeMs === null ? "M/M/c beside what is measured" : "of now, not of what is frozen"
        }
        figure={theory === null ? "" : formatShare(theory.utilisation)}
        window={theory === null ? undefined : "utilisation"}
        isOld={failure !== null}
      >
        <Button
          look="small"
          title="A sweep of load against latency (M)"
          onClick={() => commands.run("sweep")}
        >
          Sweep
        </Button>
      </ChartHead>
      {failure !== null && (
        <p role="alert" className="text-tiny text-warn">
          Not answered, trying again: {failure}
        </p>
      )}
      {state === "loading" && <p className="text-tiny text-ink2">Asking for it…</p>}
      {theory !== null && <Found theory={theory} isOld={failure !== null} />}
    </figure>
  )
}

function Found({ theory, isOld }: { readonly theory: Theory; readonly isOld: boolean }) {
  const { workers, watchedMs, little } = theory
  const standing = standingOf(theory)
  return (
    <section
      className={`min-h-0 grow overflow-y-auto text-tiny ${isOld ? "text-ink3" : ""}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard, too
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
      aria-label="Theory in figures"
    >
      <p className="my-1 text-ink2">{standingWords(theory)}</p>
      <div className="grid gap-x-8 gap-y-2 @2xl:grid-cols-2">
        {standing !== "empty" && <Figures theory={theory} workers={workers} />}
        <div>
          {little !== null && (
            <p className="mb-1.5">
              <span className="font-semibold">Little's law</span>{" "}
              <span className="whitespace-nowrap">{littleFigures(little)}.</span>{" "}
              <span className="text-ink2">{littleWords(little)}</span>
            </p>
          )}
          <Conditions theory={theory} />
          <p className="mt-1 text-ink2">
            Over the last {Math.round(watchedMs / 1000)} s, none of it before the last change.
          </p>
        </div>
      </div>
    </section>
  )
}

function Figures({ theory, workers }: { readonly theory: Theory; readonly workers: number }) {
  const isMeant = theory.applies
  return (
    <table className="w-full self-start [&_:is(th,td)]:py-0.5">
      <thead className="text-ink2">
        <tr className="*:font-medium">
          <th scope="col" className="text-left">
            <span className="sr-only">Figure</span>
          </th>
          <th scope="col" className="text-right">
            measured
          </th>
          <th scope="col" className="w-[30%] text-right">
            M/M/{workers}
            {!isMeant && <span className="sr-only">, which does not apply</span>}
          </th>
        </tr>
      </thead>
      <tbody>
        {theoryRows(theory).map(({ title, meaning, measured, expected }) => (
          <tr key={title} className="border-t border-line">
            <th scope="row" title={meaning} className="text-left font-normal">
              {title}
            </th>
            <td className="text-right font-semibold">{measured}</td>
            <td className={`text-right ${isMeant ? "font-semibold" : "text-ink3"}`}>{expected}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Conditions({ theory }: { readonly theory: Theory }) {
  return (
    <dl>
      <dt className="font-semibold">What M/M/{theory.workers} supposes</dt>
      {theory.conditions.map(({ condition, holds, why }) => (
        <dd key={condition} className="border-t border-line py-0.5">
          {condition}:{" "}
          <span className={holds === true ? "" : "font-semibold"}>{conditionWord(holds)}</span>.{" "}
          <span className="text-ink2">{why}</span>
        </dd>
      ))}
    </dl>
  )
}
