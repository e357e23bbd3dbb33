import { Pause, Play } from "lucide-react"
import { useEffect, useRef, useSyncExternalStore } from "react"
import { formatCount, plural } from "../../format.js"
import { useApp, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Inspector } from "../inspector/index.js"
import { ColumnMenu } from "./ColumnMenu.js"
import { FilterField } from "./FilterField.js"
import { TapList } from "./TapList.js"
import "./tap.css"
import { useTapQuestion } from "./use-tap-question.js"

/** The latest envelopes, what happened last on top, and the one that is open beside them and the charts. */
export function Tap() {
  const { errors } = useTapQuestion()
  const { selection, filter } = useUrl()
  return (
    <>
      <section
        aria-label="Tap"
        data-testid={TEST_IDS.tap}
        className="relative flex min-h-0 min-w-0 flex-col border-t border-line"
      >
        <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-6 py-1">
          <h2 className="sr-only">Envelopes</h2>
          <FilterField errors={errors} />
          <FollowButton />
          <TapCount isFiltered={filter.trim() !== ""} />
          <span className="grow" />
          <ColumnMenu />
        </div>
        <TapList
          emptyText={
            filter.trim() === ""
              ? "No envelope yet. Each request shows here as it ends."
              : "No envelope matches. Clear the filter to see all."
          }
        />
      </section>
      {selection?.kind === "envelope" && <Inspector envelope={selection} />}
    </>
  )
}

function FollowButton() {
  const { tap, commands } = useApp()
  useSyncExternalStore(tap.subscribe, tap.version)
  const { held } = tap
  useEffect(() => commands.on("tap", () => (tap.held ? tap.follow() : tap.hold())), [commands, tap])
  const toggle = useRef<HTMLButtonElement>(null)
  const followNew = () => {
    // This button goes with what it says, and must not take the focus with it.
    toggle.current?.focus()
    tap.follow()
  }
  const Icon = held ? Play : Pause
  return (
    <>
      <Button
        ref={toggle}
        onClick={() => (held ? tap.follow() : tap.hold())}
        title={held ? "Follow what comes (Space)" : "Hold the list as it is (Space)"}
      >
        <Icon className="size-3.5" aria-hidden />
        {held ? "Follow" : "Pause"}
      </Button>
      {held && (
        <Button
          look="small"
          className="border-accent text-accent"
          onClick={followNew}
          data-testid={TEST_IDS.tapNew}
          data-value={tap.newer}
        >
          {formatCount(tap.newer)} new
        </Button>
      )}
    </>
  )
}

function TapCount({ isFiltered }: { readonly isFiltered: boolean }) {
  const { tap } = useApp()
  useSyncExternalStore(tap.subscribe, tap.version)
  return (
    <span
      className="truncate text-label text-ink2"
      data-testid={TEST_IDS.tapCount}
      data-value={tap.count}
      data-busy={tap.busy}
    >
      {isFiltered
        ? `${formatCount(tap.count)} of the last ${plural(tap.total, "envelope")}`
        : `the last ${plural(tap.count, "envelope")}`}
    </span>
  )
}
