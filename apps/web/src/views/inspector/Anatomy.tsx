import { formatBytes, plural } from "@zmqscope/metrics"
import type { KeptFrames } from "@zmqscope/protocol"
import { Fragment, useMemo, useRef, useState } from "react"
import { useCapability } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { type AnatomyFrame, anatomyOf, type FrameRole } from "./anatomy.js"
import { BodyViewer } from "./BodyViewer.js"
import { useFocusHeir } from "./use-focus-heir.js"

const CHIPS: Readonly<Record<FrameRole, string>> = {
  "routing-id": "border-accent text-accent",
  "request-id": "border-line2 text-accent",
  empty: "border-line2 text-ink2",
  body: "border-line2 text-ink",
}

/** More frames than find room beside each other. */
const MANY = 5

/** The frames at each socket; one of them is looked into. */
export function Anatomy({ frames }: { readonly frames: KeptFrames }) {
  const isWatched = !useCapability("deal")
  const sockets = useMemo(() => anatomyOf(frames, isWatched), [frames, isWatched])
  const root = useRef<HTMLDivElement>(null)
  useFocusHeir(root, findPanel)
  /** Which frame is looked into, `socket/id`; by default the body of the latest message. */
  const [picked, setPicked] = useState<string | null>(null)
  const all = sockets.flatMap(({ socket, frames: list }) =>
    list.map((frame) => ({ id: `${socket}/${frame.id}`, frame })),
  )
  const shown =
    all.find(({ id }) => id === picked) ?? all.findLast(({ frame }) => frame.role === "body")
  return (
    <div ref={root}>
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2.5 gap-y-1.5">
        {sockets.map(({ socket, explanation, frames: list, moreFrames }) => (
          <Fragment key={socket}>
            <dt className="font-mono text-tiny text-ink2" title={explanation}>
              {socket}
            </dt>
            <dd
              className={`flex min-w-0 gap-1 ${list.length > MANY ? "flex-wrap" : ""}`}
              data-testid={TEST_IDS.anatomy}
              data-socket={socket}
            >
              {list.map((frame) => (
                <Chip
                  key={`${socket}/${frame.id}`}
                  frame={frame}
                  picked={shown?.id === `${socket}/${frame.id}`}
                  onPick={() => setPicked(`${socket}/${frame.id}`)}
                />
              ))}
              {moreFrames > 0 && (
                <span
                  className="self-center text-tiny whitespace-nowrap text-ink2"
                  title="The broker keeps the first frames of a message; of these it knows how many they were"
                >
                  +{plural(moreFrames, "more frame")}
                </span>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
      {shown !== undefined && <BodyViewer frame={shown.frame} />}
    </div>
  )
}

function findPanel(frames: HTMLElement): HTMLElement | null {
  return frames.closest("aside")
}

function Chip(props: {
  readonly frame: AnatomyFrame
  readonly picked: boolean
  readonly onPick: () => void
}) {
  const { frame, picked, onPick } = props
  return (
    <button
      type="button"
      aria-pressed={picked}
      aria-label={`${frame.label} ${formatBytes(frame.sizeBytes)}. ${frame.purpose}`}
      title={`${frame.label}: ${frame.purpose}`}
      data-role={frame.role}
      className={`flex min-w-0 gap-1.5 rounded border px-1.5 font-mono text-tiny leading-5 whitespace-nowrap ${frame.role === "body" ? "" : "max-w-32 shrink-0"} ${CHIPS[frame.role]} ${picked ? "bg-line" : "hover:bg-line"}`}
      onClick={onPick}
    >
      <span className="truncate">{frame.label}</span>{" "}
      {frame.role === "body" && <span>{formatBytes(frame.sizeBytes)}</span>}
    </button>
  )
}
