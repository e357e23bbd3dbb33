import type { Scene } from "@zmqscope/protocol"
import { beforeEach, expect, test } from "vitest"
import { DEFAULT_URL_STATE, type UrlState } from "../url-state.js"
import { Theatre } from "./theatre.js"

const SCENE: Scene = {
  format: 1,
  name: "pile",
  title: "The pile",
  summary: "A pile.",
  setup: [],
  steps: [{ say: "A pile." }],
  result: { say: "So it was." },
}

/** The URL, without a browser. */
class FakeUrl {
  #state: UrlState = DEFAULT_URL_STATE
  readonly #listeners = new Set<() => void>()
  readonly get = () => this.#state
  readonly set = (patch: Partial<UrlState>) => {
    this.#state = { ...this.#state, ...patch }
    for (const listener of this.#listeners) listener()
  }
  readonly step = this.set
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

let url: FakeUrl
let brokers: Set<string>
let running: (string | null)[]
let told: string[]
let due: (() => void)[]
let opened: (() => void)[]

beforeEach(() => {
  url = new FakeUrl()
  brokers = new Set()
  running = []
  told = []
  due = []
  opened = []
})

/** @param isSlow a stage stands once `opened` is called */
function theatre({ isSlow = false } = {}) {
  let named = 0
  const made = new Theatre({
    api: {
      scenes: async () => [SCENE],
      openStage: async () => {
        if (isSlow) await new Promise<void>((resolve) => opened.push(resolve))
        named += 1
        brokers.add(`scene-${named}`)
        return { broker: `scene-${named}`, leaseMs: 15_000 }
      },
      renewStage: async () => {},
      closeStage: async (broker) => void brokers.delete(broker),
    },
    url,
    clock: {
      now: () => 0,
      after: (_, task) => {
        due.push(task)
        return () => void due.splice(due.indexOf(task), 1)
      },
    },
    castApi: () => ({
      patchBroker: nobody,
      spawn: nobody,
      change: nobody,
      remove: nobody,
    }),
    makePage: (broker) => ({
      start: () => void running.push(broker),
      stop: () => void running.splice(running.indexOf(broker), 1),
    }),
    tellFailure: (text) => told.push(text),
  })
  made.start()
  return made
}

/** The scene here does nothing. */
async function nobody(): Promise<never> {
  throw new Error("nobody acts here")
}

async function settled() {
  await new Promise(setImmediate)
}

test("a scene has a page and a broker of its own, and leaves nothing behind", async () => {
  url.set({ filter: "client:a", presented: "throughput" })
  const shown = theatre()
  expect(running).toEqual([null])
  shown.play("pile")
  await settled()
  expect(running).toEqual(["scene-1"])
  expect(url.get()).toMatchObject({ scene: "pile", filter: "", presented: "throughput" })
  url.set({ presented: "latency" })
  shown.leave()
  await settled()
  expect(running).toEqual([null])
  expect([...brokers]).toEqual([])
  expect(due).toEqual([])
  expect(url.get()).toMatchObject({ scene: null, filter: "client:a", presented: "throughput" })
})

test("from one scene to the next the first one's broker goes, and what was before comes back", async () => {
  url.set({ filter: "client:a" })
  const shown = theatre()
  shown.play("pile")
  await settled()
  url.set({ scene: null })
  url.set({ scene: "pile" })
  await settled()
  expect([...brokers]).toEqual(["scene-2"])
  expect(running).toEqual(["scene-2"])
})

test("one that is left before its broker stands never comes", async () => {
  const shown = theatre({ isSlow: true })
  shown.play("pile")
  await settled()
  shown.leave()
  opened.shift()?.()
  await settled()
  expect([...brokers]).toEqual([])
  expect(running).toEqual([null])
})

test("a scene that nobody knows is told of, and the page stays", async () => {
  const shown = theatre()
  shown.play("nothing")
  await settled()
  expect(told).toEqual(['No scene is called "nothing".'])
  expect(url.get().scene).toBeNull()
  expect(running).toEqual([null])
})

test("a page that goes takes its scene's broker along", async () => {
  const shown = theatre()
  shown.play("pile")
  await settled()
  shown.pageGone()
  expect([...brokers]).toEqual([])
})
