import { Pause, Play } from "lucide-react"
import { useDeferredValue, useEffect, useState } from "react"
import { formatCount, plural } from "../../format.js"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { filterRows } from "./filter-rows.js"
import { TapList } from "./TapList.js"
import { useTapHold } from "./use-tap-hold.js"

/** The latest envelopes, the newest on top. */
export function Tap() {
  const { live, commands } = useApp()
  const tap = useTapHold()
  const { held, hold, follow, newer } = tap
  const [text, setText] = useState("")
  const rows = filterRows(tap.view.rows, useDeferredValue(text), live.roster)

  useEffect(() => commands.on("tap", held ? follow : hold), [commands, held, follow, hold])

  return (
    <section
      aria-label="Tap"
      data-testid={TEST_IDS.tap}
      className="flex min-h-0 flex-col border-t border-line"
    >
      <div className="flex h-10 shrink-0 items-center gap-2.5 px-6">
        <h2 className="text-label font-semibold">Envelopes</h2>
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="client, worker or outcome"
          aria-label="Filter envelopes by client, worker or outcome"
          className="h-7 w-72 rounded-md border border-line2 bg-raise px-2.5 font-mono text-label placeholder:text-ink3"
        />
        <Button aria-pressed={held} onClick={held ? follow : hold} title="Space">
          {held ? (
            <Play className="size-3.5" aria-hidden />
          ) : (
            <Pause className="size-3.5" aria-hidden />
          )}
          {held ? "Follow" : "Pause"}
        </Button>
        {held && (
          <Button
            look="small"
            className="border-accent text-accent"
            onClick={follow}
            data-testid={TEST_IDS.tapNew}
            data-value={newer}
          >
            {formatCount(newer)} new
          </Button>
        )}
        <span className="grow" />
        <span className="text-label text-ink2">
          {text === ""
            ? `the last ${plural(rows.length, "envelope")}`
            : `${formatCount(rows.length)} of the last ${plural(tap.view.rows.length, "envelope")}`}
        </span>
      </div>
      <TapList
        rows={rows}
        following={!held}
        onHold={hold}
        emptyText={
          text === ""
            ? "No envelope yet. Each request shows here as it arrives."
            : "No envelope matches. Clear the filter to see all."
        }
      />
    </section>
  )
}
