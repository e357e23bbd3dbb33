import type { Scene } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import type { Reading } from "./reading.js"
import { advance, beginScene, type SceneEvent, type SceneState } from "./runner.js"

const SCENE: Scene = {
  format: 1,
  name: "pile",
  title: "The pile",
  summary: "A pile.",
  setup: [{ set: { dealing: "dealer" } }],
  steps: [
    { say: "All is well.", until: [{ figure: "returned", atLeast: 10 }], measure: "before" },
    {
      say: "A pile.",
      ask: { question: "Pile?", choices: ["No", "Yes"], answer: 1, because: "Blind." },
      do: [{ kill: "slow" }],
      until: [
        { figure: "backlog", of: "slow", atLeast: 5 },
        { figure: "lost", atMost: 0 },
      ],
      within: 10,
      measure: "after",
    },
    { say: "The end." },
  ],
  result: { say: "{before: returned} and {after: backlog of slow}" },
}

/** Long enough for everything to have been read. */
const READ_MS = 60_000

function facts(nowMs: number, figures: Record<string, number>): SceneEvent {
  const reading: Reading = new Map(Object.entries({ lost: 0, ...figures }))
  return { type: "facts", reading, nowMs }
}

function play(state: SceneState, ...events: readonly SceneEvent[]): SceneState {
  return events.reduce((before, event) => advance(before, event), state)
}

const BEGUN = play(beginScene(SCENE, 0), { type: "done", nowMs: 0 })

/** At the second step, its question read and its actions done. */
function atThePile(): SceneState {
  const asked = play(BEGUN, facts(READ_MS, { returned: 10 }))
  const acting = play(asked, { type: "next", nowMs: READ_MS }, { type: "next", nowMs: READ_MS })
  return play(acting, { type: "done", nowMs: READ_MS })
}

describe("a scene that plays by itself", () => {
  test("is set up, and only then is told", () => {
    expect(beginScene(SCENE, 0).phase).toBe("setup")
    expect(play(beginScene(SCENE, 0), facts(READ_MS, { returned: 99 })).phase).toBe("setup")
    expect(BEGUN).toMatchObject({ phase: "telling", at: 0 })
  })

  test("goes on once its conditions hold and what is said has been read, not before", () => {
    expect(play(BEGUN, facts(READ_MS, { returned: 9 })).phase).toBe("late")
    expect(play(BEGUN, facts(1000, { returned: 10 }))).toMatchObject({ phase: "telling", at: 0 })
    expect(play(BEGUN, facts(READ_MS, { returned: 10 }))).toMatchObject({ phase: "asking", at: 1 })
  })

  test("takes what held while it was read for true, though it holds no longer", () => {
    const held = play(BEGUN, facts(500, { returned: 10 }), facts(READ_MS, { returned: 0 }))
    expect(held).toMatchObject({ at: 1, unmet: [] })
  })

  test("asks, answers, does what is to be done, and waits for all conditions at once", () => {
    let state = play(BEGUN, facts(READ_MS, { returned: 10 }))
    expect(state.phase).toBe("asking")
    state = play(state, facts(2 * READ_MS, {}))
    expect(state).toMatchObject({ phase: "answering", chosen: null })
    state = play(state, facts(3 * READ_MS, {}))
    expect(state.phase).toBe("acting")
    expect(play(state, facts(4 * READ_MS, { "backlog of slow": 9 })).phase).toBe("acting")
    state = play(state, { type: "done", nowMs: 4 * READ_MS })
    expect(state.phase).toBe("telling")
    const half = play(state, facts(4 * READ_MS + 8000, { "backlog of slow": 9, lost: 1 }))
    expect(half).toMatchObject({ at: 1, isMet: false })
    const whole = play(half, facts(4 * READ_MS + 8100, { "backlog of slow": 9 }))
    expect(whole).toMatchObject({ at: 2, phase: "telling" })
  })

  test("keeps each step's figures as they were at its end", () => {
    const told = play(atThePile(), facts(2 * READ_MS, { "backlog of slow": 7 }))
    const done = play(told, facts(3 * READ_MS, { returned: 500 }))
    expect(done.phase).toBe("result")
    expect(done.measures.get("before")?.get("returned")).toBe(10)
    expect(done.measures.get("after")?.get("backlog of slow")).toBe(7)
    expect(done.told).toHaveLength(3)
  })

  test("without time to read it goes on with the first facts", () => {
    const asked = advance(BEGUN, facts(1, { returned: 10 }), 0)
    expect(asked).toMatchObject({ phase: "asking", at: 1 })
    expect(advance(asked, facts(2, {}), 0).phase).toBe("answering")
  })
})

describe("a condition that does not come true", () => {
  test("is said after the step's time, and waited for still", () => {
    const late = play(atThePile(), facts(READ_MS + 10_000, { "backlog of slow": 2 }))
    expect(late).toMatchObject({ phase: "late", at: 1 })
    const met = play(
      late,
      { type: "play-or-pause" },
      facts(READ_MS + 11_000, { "backlog of slow": 5 }),
    )
    expect(met).toMatchObject({ phase: "late", isMet: true, unmet: [] })
  })

  test("is gone on without, and remembered", () => {
    const late = play(atThePile(), facts(READ_MS + 10_000, { "backlog of slow": 2 }))
    expect(play(late, facts(3 * READ_MS, {}))).toMatchObject({ at: 2, unmet: [1] })
    expect(play(late, { type: "next", nowMs: 3 * READ_MS })).toMatchObject({ at: 2, unmet: [1] })
  })

  test("a figure that is not known makes no condition true", () => {
    expect(play(BEGUN, facts(READ_MS, {}))).toMatchObject({ at: 0, isMet: false })
  })
})

describe("by arrow keys", () => {
  test("it goes on as soon as it can, without reading", () => {
    const hurried = play(BEGUN, { type: "next", nowMs: 10 })
    expect(hurried).toMatchObject({ at: 0, isHurried: true })
    expect(play(hurried, facts(20, { returned: 10 }))).toMatchObject({ at: 1, unmet: [] })
  })

  test("asked twice it goes on without what it waits for", () => {
    const gone = play(BEGUN, { type: "next", nowMs: 10 }, { type: "next", nowMs: 20 })
    expect(gone).toMatchObject({ at: 1, phase: "asking", unmet: [0] })
  })

  test("back shows what was said before, stops the play, and undoes nothing", () => {
    const back = play(atThePile(), { type: "previous" })
    expect(back).toMatchObject({ at: 1, back: 0, isPlaying: false, phase: "telling" })
    expect(play(back, { type: "previous" })).toMatchObject({ back: 0 })
    expect(play(back, { type: "next", nowMs: 0 })).toMatchObject({ at: 1, back: null })
  })

  test("paused, it waits for somebody to go on", () => {
    const paused = play(BEGUN, { type: "play-or-pause" }, facts(READ_MS, { returned: 10 }))
    expect(paused).toMatchObject({ at: 0, isMet: true })
    expect(play(paused, { type: "next", nowMs: READ_MS })).toMatchObject({ at: 1 })
  })

  test("a question is answered by who is asked", () => {
    const asked = play(BEGUN, facts(READ_MS, { returned: 10 }))
    const answered = play(asked, { type: "answer", choice: 0, nowMs: READ_MS })
    expect(answered).toMatchObject({ phase: "answering", chosen: 0 })
    expect(play(answered, { type: "answer", choice: 1, nowMs: READ_MS }).chosen).toBe(0)
  })
})

test("what cannot be done ends it with why", () => {
  const broken = play(beginScene(SCENE, 0), { type: "failed", why: "No room." })
  expect(broken).toMatchObject({ phase: "broken", fault: "No room." })
  expect(play(broken, { type: "next", nowMs: 0 }, facts(READ_MS, { returned: 10 }))).toBe(broken)
})
