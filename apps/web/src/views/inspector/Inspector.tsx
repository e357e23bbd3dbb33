import { formatCount } from "@zmqscope/metrics"
import { ChevronDown, ChevronUp, Link, X } from "lucide-react"
import { type KeyboardEvent, type ReactNode, useRef } from "react"
import { workerLook } from "../../colour.js"
import { chordOf, isKeyTaken } from "../../commands/index.js"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton, Swatch } from "../../ui/index.js"
import type { EnvelopeSelection } from "../../url-state.js"
import { copyText } from "../copy-text.js"
import { Anatomy } from "./Anatomy.js"
import { AttemptList, Timeline } from "./Timeline.js"
import { useFocusHeir } from "./use-focus-heir.js"
import { type FramesState, useInspected } from "./use-inspected.js"
import { type Steps, useSteps } from "./use-steps.js"
import { tellStory } from "./words.js"

/** One envelope, open: what happened to it, and its frames at each socket. */
export function Inspector({ envelope }: { readonly envelope: EnvelopeSelection }) {
  const { number } = envelope
  const { live, url } = useApp()
  const { row, frames, retry } = useInspected(envelope)
  const isOver = frames.state === "of an earlier run"
  const steps = useSteps(isOver ? null : number)
  const panel = useRef<HTMLElement>(null)
  useFocusHeir(panel, findList)
  const client = row === null ? null : live.roster.client(row.client)
  const worker = row === null || row.worker === null ? null : live.roster.worker(row.worker)
  const copy = () => void copyText(url.link(), `a link to envelope ${number}`)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.nativeEvent, steps)
    if (step === null) return
    event.preventDefault()
    step()
  }
  return (
    <aside
      ref={panel}
      onKeyDown={onKeyDown}
      // It inherits the focus from what goes as one walks.
      tabIndex={-1}
      aria-label={`Envelope ${number}`}
      data-testid={TEST_IDS.inspector}
      data-number={number}
      data-state={row?.state ?? ""}
      data-frames={frames.state}
      className="inspector fixed inset-y-0 right-0 z-30 w-[min(26.875rem,100vw)] overflow-y-auto border-l border-line2 bg-bg px-5 pb-3 xl:static xl:w-auto xl:[grid-area:4/2/span_2] xl:border-t xl:border-line"
    >
      <div className="flex h-10 shrink-0 items-center gap-1">
        <h2 className="flex min-w-0 grow items-baseline gap-2 font-mono">
          <span className="font-semibold">#{formatCount(number)}</span>
          {client !== null && (
            <span
              className="truncate text-label text-ink2"
              title={worker === null ? client : `${client} to ${worker}`}
            >
              {client}
              {worker !== null && " to "}
              {row !== null && row.worker !== null && (
                <span className="inline-flex items-center gap-1.5 text-ink">
                  <Swatch look={workerLook(row.worker)} />
                  {worker}
                </span>
              )}
            </span>
          )}
        </h2>
        <IconButton
          icon={ChevronUp}
          label="Previous envelope"
          title="Previous ([ or ↑)"
          disabled={isOver}
          onClick={steps.previous}
        />
        <IconButton
          icon={ChevronDown}
          label="Next envelope"
          title="Next (] or ↓)"
          disabled={isOver}
          onClick={steps.next}
        />
        <IconButton
          icon={Link}
          label="Copy a link to this envelope"
          title="Copy a link"
          onClick={copy}
        />
        <IconButton icon={X} label="Close the envelope" title="Close (Esc)" onClick={steps.close} />
      </div>
      {row !== null && client !== null && (
        <>
          <Timeline row={row} nowAt={live.nowAt} />
          <p className="mt-2 text-label" data-testid={TEST_IDS.inspectorStory}>
            {tellStory(row, { client, worker }, live.nowAt)}
          </p>
          <AttemptList row={row} />
        </>
      )}
      <Frames number={number} frames={frames} isKnown={row !== null} onRetry={retry} />
    </aside>
  )
}

function Frames(props: {
  readonly number: number
  readonly frames: FramesState
  readonly isKnown: boolean
  readonly onRetry: () => void
}) {
  const { number, frames, isKnown, onRetry } = props
  switch (frames.state) {
    case "loading":
      return <Note>{isKnown ? "Looking for its frames…" : "Looking for it…"}</Note>
    case "kept":
      return <Anatomy key={number} frames={frames.frames} />
    case "no longer kept":
      return <Note>Its frames are no longer kept: the broker keeps those of recent envelopes.</Note>
    case "of an earlier run":
      return (
        <Note>
          This envelope is of an earlier run of the broker, {frames.run}, and nothing is kept of it.
          The broker has started anew since, and #{formatCount(number)} is another envelope now.
        </Note>
      )
    case "unknown":
      return <Note>{isKnown ? "The server no longer keeps it." : frames.detail}</Note>
    case "failed":
      return (
        <Note>
          Its frames could not be loaded: {frames.detail}{" "}
          <Button look="small" onClick={onRetry}>
            Try again
          </Button>
        </Note>
      )
  }
}

function Note({ children }: { readonly children: ReactNode }) {
  return <p className="mt-3 text-label text-ink2">{children}</p>
}

/** Arrows and j, k walk while the focus is in the panel; what works by them itself keeps them. */
function stepOf(event: globalThis.KeyboardEvent, { next, previous }: Steps): (() => void) | null {
  const chord = chordOf(event)
  if (chord === null || isKeyTaken(event.target, chord)) return null
  if (chord === "ArrowDown" || chord === "j") return next
  return chord === "ArrowUp" || chord === "k" ? previous : null
}

function findList(): HTMLElement | null {
  return document.querySelector(`[data-testid="${TEST_IDS.tapRow}"] button[tabindex="0"]`)
}
