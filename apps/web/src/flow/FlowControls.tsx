import { useEffect, useState } from "react"
import { formatCount } from "../format.js"
import { useApp, useUrl } from "../hooks/index.js"
import { SPEEDS, type Speed } from "../model/index.js"
import { TEST_IDS } from "../test-ids.js"
import { Button, ToggleGroup } from "../ui/index.js"
import type { FlowEngine } from "./engine.js"
import { LEG_MS, PASS_MS } from "./journey.js"
import { MAX_DOTS_PER_SECOND } from "./sampling.js"
import type { FlowView } from "./view.js"

const SPEED_WORDS: Record<Speed, { readonly label: string; readonly title: string }> = {
  1: { label: "1×", title: "True speed" },
  0.25: { label: "¼", title: "Quarter speed" },
  0.05: { label: "1/20", title: "A twentieth of the speed" },
  0.01: { label: "1/100", title: "A hundredth of the speed" },
}

const OPTIONS = SPEEDS.map((value) => ({ value, ...SPEED_WORDS[value] }))

const HOW = `Each leg of the way takes ${LEG_MS} ms on screen (${PASS_MS} ms inside the broker), however fast the envelope was; where it stood, it stands as long as it did, times the slow motion. Above ${MAX_DOTS_PER_SECOND} a second each dot stands for several.`

/** Slow motion and freeze, and a line that says what is shown. */
export function FlowControls({
  engine,
  view,
  still,
}: {
  readonly engine: FlowEngine
  readonly view: FlowView
  readonly still: boolean
}) {
  const { url, commands } = useApp()
  const { flowSpeed } = useUrl()
  const [frozen, setFrozen] = useState(false)
  useEffect(() => engine.setSpeed(flowSpeed), [engine, flowSpeed])
  useEffect(() => engine.setFrozen(frozen), [engine, frozen])
  useEffect(() => commands.on("flow-freeze", () => setFrozen((before) => !before)), [commands])
  return (
    <>
      <div className="absolute top-3 left-1/2 flex -translate-x-1/2 items-center gap-2">
        <ToggleGroup
          name="flow-speed"
          label="Speed of the flow"
          value={flowSpeed}
          options={OPTIONS}
          onChange={(speed) => url.set({ flowSpeed: speed })}
        />
        <Button look="small" title="Hold the flow still (S)" onClick={() => setFrozen(!frozen)}>
          {frozen ? "Release" : "Freeze"}
        </Button>
      </div>
      <p
        className="absolute inset-x-0 bottom-1.5 text-center text-tiny text-ink2"
        title={HOW}
        data-testid={TEST_IDS.flowCaption}
      >
        {still
          ? "standing requests only, as reduced motion is preferred; "
          : "filled: request, ring: reply; "}
        <span className={view.sampling === 1 ? "" : "font-semibold text-ink"}>
          one dot is{" "}
          {view.sampling === 1 ? "one envelope" : `${formatCount(view.sampling)} envelopes`}
        </span>
        {describePlayback(view, frozen)}
      </p>
    </>
  )
}

function describePlayback({ behindSeconds, skipped }: FlowView, frozen: boolean): string {
  const behind = behindSeconds > 0 ? `, ${behindSeconds.toFixed(1)} s behind` : ""
  const jumped =
    skipped === null
      ? ""
      : `, skipped ${skipped.seconds.toFixed(1)} s (${formatCount(skipped.records)} records)`
  return `${frozen ? ", frozen" : ""}${behind}${jumped}`
}
