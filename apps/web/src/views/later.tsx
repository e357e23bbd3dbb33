import { type ComponentType, useEffect } from "react"
import { Chunk } from "../chunk.js"
import { useStore } from "../hooks/index.js"
import { Button } from "../ui/index.js"

/**
 * A view whose code is loaded when it is first shown. Where that cannot be had, it says so, and how
 * to try again; what the browser keeps of a failed try, loading the page anew gets rid of.
 * @param what it is, as it is called in a sentence
 * @param name under which its module, which has no other views, exports it
 */
export function later<N extends string, P extends object>(
  what: string,
  load: () => Promise<{ readonly [M in N]: ComponentType<P> }>,
  name: N,
): ComponentType<P> & {
  /** Loads it before it is shown. */
  readonly ask: () => void
} {
  const chunk = new Chunk(async () => (await load())[name])
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
  const shown = useStore(chunk)
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
