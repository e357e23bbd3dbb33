import type { Scene, SceneStep } from "@zmqscope/protocol"
import { assertUnreachable } from "@zmqscope/protocol"
import { NO_READING, type Reading } from "./reading.js"
import { isMet } from "./words.js"

/**
 * - `setup`: its broker and its peers are made
 * - `asking`, `answering`: the question before a step, and what the answer is
 * - `acting`: the step's actions are done
 * - `telling`: it is told, and waits for its conditions
 * - `late`: they have not come true within the step's time
 * - `result`: all steps have been told
 * - `broken`: something could not be done
 */
type ScenePhase =
  | "setup"
  | "asking"
  | "answering"
  | "acting"
  | "telling"
  | "late"
  | "result"
  | "broken"

export interface SceneState {
  readonly scene: Scene
  readonly phase: ScenePhase
  /** The step at hand, from 0; as many as there are steps once all are told. */
  readonly at: number
  /** An earlier step that is looked at again; null: the one at hand. */
  readonly back: number | null
  /** When the phase began, milliseconds on the clock of the events. */
  readonly sinceMs: number
  /** Goes on by itself. */
  readonly isPlaying: boolean
  /** Somebody asked to go on: it does as soon as it can. */
  readonly isHurried: boolean
  /** The step's conditions have held. */
  readonly isMet: boolean
  /** The choice somebody took; null: none. */
  readonly chosen: number | null
  /** The figures as they are. */
  readonly reading: Reading
  /** The figures at the end of each step that has been told. */
  readonly told: readonly Reading[]
  readonly measures: ReadonlyMap<string, Reading>
  /** Steps whose conditions did not come true. */
  readonly unmet: readonly number[]
  /** Why it is broken, in a sentence. */
  readonly fault: string | null
}

export type SceneEvent =
  /** What was to be done has been done. */
  | { readonly type: "done"; readonly nowMs: number }
  | { readonly type: "failed"; readonly why: string }
  /** How things stand. */
  | { readonly type: "facts"; readonly reading: Reading; readonly nowMs: number }
  | { readonly type: "next"; readonly nowMs: number }
  | { readonly type: "previous" }
  | { readonly type: "answer"; readonly choice: number; readonly nowMs: number }
  | { readonly type: "play-or-pause" }

/** How long a step may wait for its conditions, seconds, where it does not say so. */
const WITHIN_S = 30
/** How long it takes to look up, and to read a word, milliseconds. */
const LOOK_MS = 1000
const WORD_MS = 260
/** How long a question is thought about, besides the reading. */
const THINK_MS = 2500

export function beginScene(scene: Scene, nowMs: number): SceneState {
  return {
    scene,
    phase: "setup",
    at: 0,
    back: null,
    sinceMs: nowMs,
    isPlaying: true,
    isHurried: false,
    isMet: false,
    chosen: null,
    reading: NO_READING,
    told: [],
    measures: new Map(),
    unmet: [],
    fault: null,
  }
}

/** The step at hand; undefined once all are told. */
export function stepOf({ scene, at }: SceneState): SceneStep | undefined {
  return scene.steps[at]
}

/**
 * What comes of an event. Pure: it does nothing itself. In `setup` and `acting` whoever conducts does
 * what is asked for, and says `done` or `failed`.
 * @param pace how much time readers take: 1 is usual, 0 none
 */
export function advance(state: SceneState, event: SceneEvent, pace = 1): SceneState {
  if (state.phase === "broken") return state
  switch (event.type) {
    case "failed":
      return { ...state, phase: "broken", fault: event.why }
    case "done":
      return doneActing(state, event.nowMs)
    case "facts":
      return goOn(look({ ...state, reading: event.reading }, event.nowMs), event.nowMs, pace)
    case "next":
      return hurry(state, event.nowMs)
    case "previous":
      return { ...state, isPlaying: false, back: Math.max(0, (state.back ?? state.at) - 1) }
    case "answer":
      return state.phase === "asking" && state.back === null
        ? begin({ ...state, chosen: event.choice }, "answering", event.nowMs)
        : state
    case "play-or-pause":
      return { ...state, isPlaying: !state.isPlaying, back: null }
    default:
      return assertUnreachable(event)
  }
}

function doneActing(state: SceneState, nowMs: number): SceneState {
  if (state.phase === "setup") return enter(state, 0, nowMs)
  return state.phase === "acting" ? begin(state, "telling", nowMs) : state
}

/** Takes in the figures: a condition that has held once has come true. */
function look(state: SceneState, nowMs: number): SceneState {
  if (state.phase !== "telling" && state.phase !== "late") return state
  const { until = [], within = WITHIN_S } = stepOf(state) ?? { until: [] }
  if (state.isMet || until.every((condition) => isMet(condition, state.reading))) {
    return { ...state, isMet: true }
  }
  const isLate = nowMs - state.sinceMs >= within * 1000
  return isLate && state.phase === "telling" ? begin(state, "late", nowMs) : state
}

/** Goes on by itself, once what stands there has been read. */
function goOn(state: SceneState, nowMs: number, pace: number): SceneState {
  const hasRead = nowMs - state.sinceMs >= pace * readingMs(state)
  const wants = state.isHurried || (state.isPlaying && state.back === null && hasRead)
  const mayLeave = state.isMet || (state.phase === "late" && hasRead)
  return wants ? onward(state, nowMs, mayLeave) : state
}

/** Somebody wants to go on: from what was, to what is; then at once, or as soon as it has come true. */
function hurry(state: SceneState, nowMs: number): SceneState {
  if (state.back !== null) {
    const next = state.back + 1
    return { ...state, back: next >= state.at ? null : next }
  }
  // Asked twice, it goes on without.
  const mayLeave = state.isMet || state.isHurried || state.phase === "late"
  return state.phase === "telling" && !mayLeave
    ? { ...state, isHurried: true }
    : onward(state, nowMs, mayLeave)
}

/** To what comes after what stands there. */
function onward(state: SceneState, nowMs: number, mayLeave: boolean): SceneState {
  switch (state.phase) {
    case "asking":
      return begin(state, "answering", nowMs)
    case "answering":
      return act(state, nowMs)
    case "telling":
    case "late":
      return mayLeave ? leaveStep(state, nowMs) : state
    case "setup":
    case "acting":
    case "result":
    case "broken":
      return state
    default:
      return assertUnreachable(state.phase)
  }
}

function enter(state: SceneState, at: number, nowMs: number): SceneState {
  const entered = { ...state, at, isMet: false, chosen: null }
  const step = entered.scene.steps[at]
  if (step === undefined) return begin(entered, "result", nowMs)
  return step.ask === undefined ? act(entered, nowMs) : begin(entered, "asking", nowMs)
}

function act(state: SceneState, nowMs: number): SceneState {
  const hasNothingToDo = (stepOf(state)?.do ?? []).length === 0
  return begin(state, hasNothingToDo ? "telling" : "acting", nowMs)
}

function leaveStep(state: SceneState, nowMs: number): SceneState {
  const { at, reading, measures } = state
  const measure = stepOf(state)?.measure
  const left = {
    ...state,
    told: [...state.told, reading],
    measures: measure === undefined ? measures : new Map([...measures, [measure, reading]]),
    unmet: state.isMet ? state.unmet : [...state.unmet, at],
  }
  return enter(left, at + 1, nowMs)
}

function begin(state: SceneState, phase: ScenePhase, nowMs: number): SceneState {
  return { ...state, phase, sinceMs: nowMs, isHurried: false }
}

/** How long what stands there takes to be read. */
function readingMs(state: SceneState): number {
  const { ask, say = "" } = stepOf(state) ?? {}
  const { question = "", choices = [], because = "" } = ask ?? {}
  if (state.phase === "asking") return timeFor([question, ...choices].join(" ")) + THINK_MS
  if (state.phase === "answering") return timeFor(because)
  return state.phase === "telling" || state.phase === "late" ? timeFor(say) : 0
}

function timeFor(words: string): number {
  return LOOK_MS + words.split(/\s+/).length * WORD_MS
}
