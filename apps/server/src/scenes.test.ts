import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { decodeScene, Scene } from "@zmqscope/protocol/schemas"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { readScenes } from "./scenes.js"

const SCENE = {
  format: 1,
  name: "mine",
  title: "Mine",
  summary: "One of my own.",
  setup: [
    {
      spawnWorkers: "slow",
      count: 1,
      behaviour: { serviceTime: { distribution: "fixed", ms: 50 }, failure: { mode: "none" } },
    },
  ],
  steps: [
    {
      say: "{backlog of slow} wait.",
      until: [{ figure: "backlog", of: "slow", atLeast: 1 }],
      measure: "m",
    },
  ],
  result: { say: "It was {m: backlog of slow}." },
}

test("the schema that is published is the one that scenes are held to", async () => {
  const schema = { $schema: "https://json-schema.org/draft/2020-12/schema", ...Scene }
  // Another one is written by `npx vitest run apps/server/src/scenes.test.ts -u`.
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../../docs/scene.schema.json",
  )
})

test("six scenes come with it, and all of them are sound", () => {
  const { scenes, faults } = readScenes(undefined)
  expect(faults).toEqual([])
  expect(scenes.map(({ name }) => name)).toEqual([
    "fair-queue",
    "slow-worker",
    "prefetch",
    "killed-worker",
    "requeue",
    "overload",
  ])
})

describe("a folder of one's own", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "scenes-"))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function write(file: string, scene: unknown): void {
    writeFileSync(join(folder, file), typeof scene === "string" ? scene : JSON.stringify(scene))
  }

  test("adds scenes, and replaces those of the same name", () => {
    write("a.json", SCENE)
    write("b.json", { ...SCENE, name: "prefetch", title: "Mine" })
    write("notes.txt", "no scene")
    const { scenes, faults } = readScenes(folder)
    expect(faults).toEqual([])
    expect(scenes).toHaveLength(7)
    expect(scenes.find(({ name }) => name === "prefetch")?.title).toBe("Mine")
    expect(readdirSync(folder)).toHaveLength(3)
  })

  test("says of each file that is no scene which, and why", () => {
    write("a.json", "{")
    write("b.json", { ...SCENE, steps: [] })
    const { scenes, faults } = readScenes(folder)
    expect(scenes).toHaveLength(6)
    expect(faults[0]).toMatch(/a\.json is no scene: .*JSON/)
    expect(faults[1]).toMatch(/b\.json is no scene: it does not keep to the schema: \/steps/)
    expect(readScenes(join(folder, "nowhere")).faults[0]).toMatch(/cannot be read/)
  })
})

describe("what no schema sees", () => {
  const step = SCENE.steps[0]
  const cases: [string, unknown, RegExp][] = [
    ["a group that is not there", { ...SCENE, setup: [] }, /no group is called "slow" by then/],
    [
      "a measure that is not there",
      { ...SCENE, result: { say: "{other: p99}" } },
      /the result: nothing is measured as "other"/,
    ],
    [
      "a figure that only groups have",
      { ...SCENE, steps: [{ ...step, say: "{backlog}" }] },
      /step 1: the broker has no figure "backlog"/,
    ],
    ["a brace around nothing", { ...SCENE, steps: [{ ...step, say: "{ }" }] }, /holds no figure/],
    [
      "a condition without a bound",
      { ...SCENE, steps: [{ ...step, until: [{ figure: "lost" }] }] },
      /needs atLeast, atMost, or both/,
    ],
    [
      "an answer that is no choice",
      {
        ...SCENE,
        steps: [{ ...step, ask: { question: "?", choices: ["a", "b"], answer: 2, because: "c" } }],
      },
      /answer 2 is none of the 2 choices/,
    ],
  ]
  test.each(cases)("%s", (_, scene, why) => {
    const read = decodeScene(scene)
    expect(read.ok ? "" : read.reason).toMatch(why)
  })
})
