import { type ComponentType, useEffect, useSyncExternalStore } from "react"
import { Chunk } from "../chunk.js"
import { Button } from "../ui/index.js"

/**
 * A view whose code is loaded when it is first shown. Where that cannot be had, it says so, and how
 * to try again; what the browser keeps of a failed try, loading the page anew gets rid of.
 * @param what it is, as it is called in a sentence
 */
export function later<P extends object>(
  what: string,
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> & {
  /** Loads it before it is shown. */
  readonly ask: () => void
} {
  const chunk = new Chunk(load)
  const view = (props: P) => <ChunkView what={what} chunk={chunk} props={props} />
  return Object.assign(view, { displayName: `Later(${what})`, ask: chunk.ask })
}

function ChunkView<P extends object>(given: {
  readonly what: string
  readonly chunk: Chunk<ComponentType<P>>
  readonly props: P
}) {
  const { what, chunk, props } = given
  const { ask } = chunk
  const shown = useSyncExternalStore(chunk.subscribe, chunk.get)
  useEffect(ask, [ask])
  if (shown.state === "failed") return <NotLoaded what={what} why={shown.why} retry={ask} />
  return shown.state === "ready" ? <shown.part {...props} /> : null
}

function NotLoaded(props: {
  readonly what: string
  readonly why: string
  readonly retry: () => void
}) {
  const { what, why, retry } = props
  return (
    <div
      role="alert"
      className="fixed inset-x-6 bottom-6 z-50 mx-auto flex max-w-xl flex-wrap items-center justify-end gap-3 rounded-lg border border-line2 bg-raise p-4 text-label"
    >
      <p className="grow basis-72 wrap-anywhere">
        The part of the page that shows {what} could not be loaded: {why}. Is the server still
        running?
      </p>
      <Button onClick={retry}>Try again</Button>
      <Button onClick={() => window.location.reload()}>Load the page anew</Button>
    </div>
  )
}
