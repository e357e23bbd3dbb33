import { SPEEDS, type Speed } from "@zmqscope/model"
import { Snowflake } from "lucide-react"
import { memo } from "react"
import { useApp, useNow, useUrl } from "../hooks/index.js"
import { TEST_IDS } from "../test-ids.js"
import { Button, ToggleGroup } from "../ui/index.js"
import type { FlowView } from "./view.js"
import { describeNow, describeTraces } from "./words.js"

const SPEED_WORDS: Record<Speed, { readonly label: string; readonly title: string }> = {
  1: { label: "1×", title: "True speed" },
  0.25: { label: "¼", title: "Quarter speed" },
  0.05: { label: "1/20", title: "A twentieth of the speed" },
  0.01: { label: "1/100", title: "A hundredth of the speed" },
}

const OPTIONS = SPEEDS.map((value) => ({ value, ...SPEED_WORDS[value] }))

const HOW =
  "Every place shows exactly as many as stand there at the moment that the flow shows: one by one, or in proportion with their number. A streak along a wire says that an envelope passed; a ring on its way back is a reply on its way, for as long as it was. A square is a client, filled while it waits for a reply."

/** How fast time goes by, and whether it stands. */
export const FlowControls = memo(() => {
  const { url, commands } = useApp()
  const { flowSpeed, freezeMs } = useUrl()
  const isFrozen = freezeMs !== null
  return (
    <div className="absolute top-3 left-1/2 flex w-max -translate-x-1/2 items-center gap-2">
      <ToggleGroup
        label="Speed of the flow"
        value={flowSpeed}
        options={OPTIONS}
        onChange={(speed) => url.set({ flowSpeed: speed })}
      />
      <Button
        look="small"
        title="Hold everything still: flow, figures, charts and list (F)"
        className={isFrozen ? "border-accent text-accent" : ""}
        onClick={() => commands.run("freeze")}
      >
        <Snowflake className="size-3" aria-hidden />
        {isFrozen ? "Release" : "Freeze"}
      </Button>
    </div>
  )
})

/** In words which moment is shown, and how much of what passes. */
export function FlowCaption({ view, still }: { readonly view: FlowView; readonly still: boolean }) {
  const { figures } = useApp()
  const shown = useNow()
  const { left, right } = view.layout.caption
  return (
    <p
      className="absolute bottom-1.5 text-center text-tiny text-balance text-ink2"
      style={{ left, width: right - left }}
      title={HOW}
      data-testid={TEST_IDS.flowCaption}
    >
      <span className={shown.mode === "live" ? "" : "font-semibold text-ink"}>
        {describeNow(shown, view.isKnown, figures.areOfNow)}
      </span>
      {" · "}
      {still
        ? "standing requests only, as reduced motion is preferred"
        : describeTraces(view.tracedEach, view.perSecond)}
    </p>
  )
}
