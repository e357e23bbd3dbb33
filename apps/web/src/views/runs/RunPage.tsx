import { type ComponentType, type ReactNode, useState } from "react"
import { type AppParts, useApp, useCommands } from "../../hooks/index.js"
import type { PolledView } from "../../polled.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { copyText } from "../copy-text.js"
import { PageHead } from "../header/PageButtons.js"
import { OtherRuns } from "./OtherRuns.js"
import { useDoing } from "./use-doing.js"
import { type Run, type RunSource, useRuns } from "./use-runs.js"

/** How runs of a kind are set up and shown, and what is told of them. */
export interface RunKind<R extends Run> extends RunSource<R> {
  /** Of the page where one is set up. */
  readonly title: string
  /** How it stands with one, in a line. */
  readonly progressWords: (run: R) => string
  /** From 0 to 1. */
  readonly progressOf: (run: R) => number
  /** What came of it, beside its progress. */
  readonly headline?: (run: R) => string
  /** What it is called in the list of them, and what is told of it there. */
  readonly told: (run: R) => { readonly title: string; readonly detail: string }
  /** For machines, beside what all runs have. */
  readonly data: (run: R | null) => Readonly<Record<`data-${string}`, string | number>>
  readonly markdown: (run: R) => string
  readonly startAgain: (app: AppParts, run: R) => Promise<Run>
  /** Begins with the order of `first`, which was shown before. */
  readonly SetUp: ComponentType<{
    readonly first: R | null
    readonly onStarted: (number: number) => void
  }>
  /** What can be done while it goes on. */
  readonly Actions: ComponentType<{ readonly run: R; readonly onDone: () => void }>
  /** What was measured; `others` are listed beside it. */
  readonly Shown: ComponentType<{ readonly run: R; readonly others: ReactNode }>
}

const NAMES = { race: "Race", sweep: "Sweep" } as const

/** Races or sweeps: one is set up, runs, and is shown in whatever state it is; the others are listed. */
export function RunPage<R extends Run>({ kind }: { readonly kind: RunKind<R> }) {
  const { name, SetUp } = kind
  const { url } = useApp()
  const { number, shown, kept, lookNow, lookAtKept } = useRuns(kind)
  const [first, setFirst] = useState<R | null>(null)
  const leave = () => url.step({ view: "broker" })
  useCommands({ [`${name}-leave`]: leave })
  const show = (other: number | null) => url.step({ [name]: other })
  const run = shown.isGone ? null : shown.value
  const others = (
    <OtherRuns kind={kind} shown={number} kept={kept} onShow={show} retry={lookAtKept} />
  )
  return (
    <div className="flex min-h-screen flex-col">
      <PageHead
        title={number === null ? kind.title : `${NAMES[name]} ${number}`}
        status={run !== null && kind.progressWords(run)}
        onLeave={leave}
      />
      <main
        data-testid={TEST_IDS[name]}
        data-state={number === null ? "set-up" : shown.isGone ? "unknown" : shown.state}
        data-number={number ?? ""}
        data-failure={shown.failure ?? ""}
        {...kind.data(run)}
      >
        {run !== null ? (
          <ShownRun
            kind={kind}
            run={run}
            failure={shown.failure}
            others={others}
            onDone={lookNow}
            onShow={show}
            onChange={() => {
              setFirst(run)
              show(null)
            }}
          />
        ) : number !== null ? (
          <Missing name={name} number={number} shown={shown} onSetUp={() => show(null)} />
        ) : kept.state === "loading" ? (
          <p className="px-6 py-6 text-ink2">Asking for the {name}s…</p>
        ) : (
          <SetUp first={first} onStarted={show} />
        )}
        {run === null && others}
      </main>
    </div>
  )
}

interface MissingProps {
  readonly name: keyof typeof NAMES
  readonly number: number
  readonly shown: PolledView<unknown>
  readonly onSetUp: () => void
}

/** Why there is nothing to show of a run. */
function Missing({ name, number, shown: { failure, isGone }, onSetUp }: MissingProps) {
  if (failure === null) {
    return (
      <p className="px-6 py-6 text-ink2">
        Asking for {name} {number}…
      </p>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-3 px-6 py-6">
      <p role="alert" className="text-warn">
        {isGone
          ? `${failure} The server was started anew since, or has run many ${name}s.`
          : `${NAMES[name]} ${number} could not be asked for, trying again: ${failure}`}
      </p>
      {isGone && <Button onClick={onSetUp}>Set up a {name}</Button>}
    </div>
  )
}

interface RunEndProps<R extends Run> {
  readonly kind: RunKind<R>
  readonly run: R
  readonly onShow: (number: number) => void
  /** Sets another up, beginning with this one's order. */
  readonly onChange: () => void
}

interface ShownRunProps<R extends Run> extends RunEndProps<R> {
  /** Why what is shown is old. */
  readonly failure: string | null
  readonly others: ReactNode
  readonly onDone: () => void
}

function ShownRun<R extends Run>({ failure, others, onDone, ...props }: ShownRunProps<R>) {
  const { kind, run } = props
  const { name, Actions, Shown } = kind
  return (
    <div data-old={failure === null ? undefined : ""} className="group">
      {failure !== null && (
        <p role="alert" className="px-6 py-1 text-warn">
          Not answered, trying again: {failure} What is shown is as it was.
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-1.5">
        <progress
          className="progress"
          aria-label={`Progress of the ${name}`}
          value={kind.progressOf(run)}
        />
        {kind.headline === undefined ? (
          <span className="grow" />
        ) : (
          <p className="min-w-0 grow basis-60 font-semibold">{kind.headline(run)}</p>
        )}
        {kind.isOver(run) ? <RunEnd {...props} /> : <Actions run={run} onDone={onDone} />}
      </div>
      <Shown run={run} others={others} />
    </div>
  )
}

/** What can be done with one that is over. */
function RunEnd<R extends Run>({ kind, run, onShow, onChange }: RunEndProps<R>) {
  const app = useApp()
  const again = useDoing(async () => onShow((await kind.startAgain(app, run)).number))
  const copy = () => void copyText(kind.markdown(run), "the table")
  useCommands({ [`${kind.name}-copy`]: copy })
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button onClick={copy}>Copy the table as Markdown</Button>
      <Button onClick={onChange}>Change it</Button>
      <Button look="primary" className="h-7" unavailable={again.isBusy} onClick={again.run}>
        Run it again
      </Button>
    </div>
  )
}
