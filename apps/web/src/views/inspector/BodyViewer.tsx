import { Copy } from "lucide-react"
import { useMemo, useState } from "react"
import { useCommands } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { IconButton, ToggleGroup, type ToggleOption } from "../../ui/index.js"
import { copyText } from "../copy-text.js"
import type { AnatomyFrame } from "./anatomy.js"
import { type BodyView, fittingView, viewBody } from "./body.js"

const VIEWS: readonly ToggleOption<BodyView>[] = [
  { value: "text", label: "Text", title: "As text" },
  { value: "json", label: "JSON", title: "As JSON" },
  { value: "msgpack", label: "MsgPack", title: "As MessagePack" },
  { value: "hex", label: "Hex", title: "As hex" },
]

const MAX_LINES = 14
/** Characters that fit in a line, about. */
const LINE = 52

/** What a frame is for, and what is kept of it. Never anything but text, whatever they are. */
export function BodyViewer({ frame }: { readonly frame: AnatomyFrame }) {
  const { head, sizeBytes, purpose } = frame
  const [chosen, setView] = useState<BodyView | null>(null)
  const fitting = useMemo(() => fittingView(head, sizeBytes), [head, sizeBytes])
  const view = chosen ?? fitting
  const viewed = useMemo(() => viewBody(view, head, sizeBytes), [view, head, sizeBytes])
  const { text } = viewed
  const copy = () => void copyText(text, "what is shown of the frame")
  useCommands({
    ...Object.fromEntries(VIEWS.map(({ value }) => [`body-${value}`, () => setView(value)])),
    ...(text === "" ? {} : { "body-copy": copy }),
  })
  return (
    <div className="mt-2.5 border-t border-line pt-2.5">
      <p className="text-tiny text-ink2">{purpose}</p>
      {sizeBytes > 0 && (
        <>
          <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
            <ToggleGroup
              label="How the frame is shown"
              value={view}
              options={VIEWS}
              onChange={setView}
            />
            {viewed.text !== "" && (
              <IconButton
                icon={Copy}
                isSmall
                label="Copy what is shown of the frame"
                title="Copy what is shown"
                onClick={copy}
              />
            )}
            {viewed.note !== null && (
              <span className="text-tiny text-ink2" data-testid={TEST_IDS.frameNote}>
                {viewed.note}
              </span>
            )}
          </div>
          {viewed.text !== "" && (
            // Text alone, that can be scrolled and copied by keyboard.
            <textarea
              readOnly
              value={viewed.text}
              rows={Math.min(MAX_LINES, linesOf(viewed.text))}
              spellCheck={false}
              aria-label="The frame's bytes"
              data-testid={TEST_IDS.frameBody}
              className="mt-2 block w-full resize-y rounded-md border border-line bg-raise p-2 font-mono text-tiny break-all"
            />
          )}
        </>
      )}
    </div>
  )
}

function linesOf(text: string): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0)
}
