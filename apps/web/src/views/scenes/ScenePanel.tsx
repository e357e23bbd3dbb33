import { describeWait, type SceneState, stepOf } from "@zmqscope/model"
import { assertUnreachable } from "@zmqscope/protocol"
import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton, Keys } from "../../ui/index.js"
import { Said } from "./Said.js"
import { SceneResult } from "./SceneResult.js"
import { useReading, useScene, useSceneCommands } from "./use-scene.js"

/** What a scene says, above the flow that shows it. */
export function ScenePanel() {
  const state = useScene()
  return state === null ? null : <Panel state={state} />
}

function Panel({ state }: { readonly state: SceneState }) {
  useSceneCommands()
  const { scene, phase, at, back, unmet } = state
  const count = scene.steps.length
  const shown = back ?? at
  const where =
    phase === "setup" ? "setting up" : shown >= count ? "result" : `${shown + 1} of ${count}`
  return (
    <section
      aria-label="Scene"
      data-testid={TEST_IDS.scene}
      data-name={scene.name}
      data-phase={phase}
      data-step={at}
      data-unmet={unmet.length}
      className="scene border-b border-line px-6 py-2"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-label font-semibold">{scene.title}</h2>
        <span className="text-label text-ink2">{where}</span>
        <span className="grow" />
        <SceneControls state={state} />
      </div>
      <div className="scene-words">
        <Told state={state} />
      </div>
    </section>
  )
}

function Told({ state }: { readonly state: SceneState }) {
  const reading = useReading(state)
  const { scene, phase, at, back, measures, fault } = state
  const step = scene.steps[back ?? at]
  if (back !== null && step !== undefined) {
    return (
      <p>
        <Said words={step.say} reading={reading} measures={measures} />
      </p>
    )
  }
  switch (phase) {
    case "setup":
      return <p className="text-ink2">{scene.summary}</p>
    case "asking":
      return <Question state={state} />
    case "answering":
      return <Answer state={state} />
    case "acting":
    case "telling":
    case "late":
      return (
        <>
          <p>
            {step !== undefined && <Said words={step.say} reading={reading} measures={measures} />}
          </p>
          <Waiting state={state} />
        </>
      )
    case "result":
      return <SceneResult state={state} />
    case "broken":
      return (
        <p>
          This scene cannot go on: {fault}{" "}
          <span className="text-ink2">Leave it, or play it again.</span>
        </p>
      )
    default:
      return assertUnreachable(phase)
  }
}

function Question({ state }: { readonly state: SceneState }) {
  const { scene: conductor } = useApp()
  const ask = stepOf(state)?.ask
  if (ask === undefined || conductor === null) return null
  return (
    <>
      <p>{ask.question}</p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        {ask.choices.map((choice, at) => (
          <Button key={choice} onClick={() => conductor.answer(at)}>
            <kbd className="text-ink2">{at + 1}</kbd> {choice}
          </Button>
        ))}
      </div>
    </>
  )
}

function Answer({ state }: { readonly state: SceneState }) {
  const ask = stepOf(state)?.ask
  if (ask === undefined) return null
  const { chosen } = state
  const verdict = chosen === null ? "" : chosen === ask.answer ? "Right. " : "No. "
  return (
    <p>
      {verdict}
      <strong className="font-semibold">{ask.choices[ask.answer]}.</strong>{" "}
      <Said words={ask.because} reading={state.reading} measures={state.measures} />
    </p>
  )
}

/** What is waited for, once what is said has been read; and that it did not come true. */
function Waiting({ state }: { readonly state: SceneState }) {
  const { phase, isMet, isHurried, isPlaying, reading } = state
  const until = stepOf(state)?.until ?? []
  const waits = until.map((condition) => describeWait(condition, reading)).join(", ")
  const words =
    phase === "late" && !isMet
      ? `This has not come true in time: ${waits}. → goes on without it.`
      : isMet && !isPlaying
        ? "→ goes on."
        : isHurried && !isMet
          ? `Waiting for ${waits}.`
          : ""
  return <p className="scene-wait">{words}</p>
}

/** By button what the arrow keys, Space and Escape do. */
function SceneControls({ state }: { readonly state: SceneState }) {
  const { scene, theatre } = useApp()
  const { isPlaying, phase, at, back } = state
  if (scene === null) return null
  const isOver = phase === "result" && back === null
  return (
    <div className="flex items-center gap-1.5">
      <IconButton
        icon={ChevronLeft}
        label="Back"
        title="Back (←)"
        unavailable={(back ?? at) === 0}
        onClick={() => scene.previous()}
      />
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? "Pause the scene" : "Play the scene"}
        title={isPlaying ? "Pause (Space)" : "Play (Space)"}
        unavailable={isOver}
        onClick={() => scene.playOrPause()}
      />
      <IconButton
        icon={ChevronRight}
        label="Go on"
        title="Go on (→)"
        unavailable={isOver}
        onClick={() => scene.next()}
      />
      <Button look="small" onClick={() => theatre.leave()}>
        Leave <Keys keys={["Esc"]} />
      </Button>
    </div>
  )
}
