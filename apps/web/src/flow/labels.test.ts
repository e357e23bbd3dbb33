import { describe, expect, it } from "vitest"
import { clientEnds, type RowsBeside, workerEnds } from "./ends.js"
import { LABEL_FONTS, type Label, LabelRoom } from "./labels.js"
import { layOutFlow, wireY } from "./layout.js"
import { calloutLabel, paintedLabels, placeLabels } from "./view.js"
import type { Stand } from "./words.js"

const REM = 16
/** Boxes as the page has them: those of a phone, of 200 %, of a tablet, a laptop and a wall. */
const SIZES = [
  [366, 330],
  [366, 600],
  [612, 190],
  [500, 330],
  [640, 345],
  [860, 345],
  [1500, 700],
] as const
const DEALINGS = ["dealer", "round-robin", "least-outstanding", "a strategy that is to come", null]
/** Each character as wide as the widest, and as of a narrow face. */
const EMS = [0.95, 0.4]

interface Case {
  readonly width: number
  readonly height: number
  readonly dealing: string | null
  readonly em: number
  readonly names: readonly string[]
  readonly rows: RowsBeside | null
}

function* cases(): Generator<Case> {
  const many = Array.from({ length: 50 }, (_, at) => `worker-${at + 1}`)
  const long = [`ingest-${"eu-west-".repeat(30)}1`, "worker-6", "漢字-の-名前-".repeat(4)]
  for (const [width, height] of SIZES)
    for (const dealing of DEALINGS)
      for (const em of EMS)
        for (const names of [many, long, ["worker-6"], []])
          for (const rows of [null, { topY: 44, rowPx: 58 }])
            yield { width, height, dealing, em, names, rows }
}

function lay({ width, height, dealing, em, names, rows }: Case) {
  const layout = layOutFlow(width, height, REM, rows !== null)
  const room = new LabelRoom(layout, (text, look) => text.length * em * LABEL_FONTS[look].rem * REM)
  const workers = workerEnds(names, rows, layout)
  const clients = clientEnds(["client-1", "client-2"], null, layout)
  const falls = Array.from({ length: 6 }, (_, at) => ({
    key: String(at),
    text: `${at + 1},000 put back to waiting: ${names[0] ?? "their worker"} has gone`,
    spots: [{ x: layout.serviceX, y: 90 * at }],
    look: "fall" as const,
  }))
  const labels = placeLabels(room, { clients, workers, dealing, falls })
  return { layout, room, workers, labels }
}

/** Callouts about each place, of words as long as they come. */
function stands(names: readonly string[]): Stand[] {
  const workers = names.map((name) => ({ name, outstanding: 0, silentUs: null }))
  const none = { waiting: 0, isPaused: false, clientsHeldBack: 0, workers }
  return [
    { ...none, workers: [], waiting: 1_000_000 },
    { ...none, waiting: 1_000_000, isPaused: true },
    { ...none, clientsHeldBack: 1_000_000 },
    ...names.map((name) => ({
      ...none,
      workers: workers.map((one) =>
        one.name === name ? { ...one, silentUs: 3_600_000_000 } : one,
      ),
    })),
    ...names.map((name) => ({
      ...none,
      workers: workers.map((one) => (one.name === name ? { ...one, outstanding: 999_999 } : one)),
    })),
  ]
}

function overlapsOf(room: LabelRoom, labels: readonly Label[]): string[] {
  const boxes = labels.map((label) => ({ label, box: room.boxOf(label) }))
  return boxes.flatMap(({ label, box }, at) =>
    boxes
      .slice(at + 1)
      .filter(
        ({ box: other }) =>
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom,
      )
      .map((other) => `“${label.text}” and “${other.label.text}”`),
  )
}

describe("words of the flow", () => {
  it("never lie over each other or over the edge, whatever they say", () => {
    let placed = 0
    for (const one of cases()) {
      const { layout, room, workers, labels } = lay(one)
      // Names in cells are cut by a measure of their own.
      const fixed = labels.filter(({ look }) => look !== "cell")
      expect(overlapsOf(room, fixed), JSON.stringify(one)).toEqual([])
      for (const stand of stands(one.names)) {
        const callout = calloutLabel(workers, stand, room)
        if (callout === null) continue
        placed += 1
        const { left, right } = room.boxOf(callout)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(right).toBeLessThanOrEqual(one.width)
        // Those on the canvas are boxes of where words may come, and lie over each other.
        const beside = [...labels, ...paintedLabels(layout)].filter(
          (label) => overlapsOf(room, [callout, label]).length > 0,
        )
        expect(beside, `${callout.text}: ${JSON.stringify(one)}`).toEqual([])
      }
    }
    expect(placed).toBeGreaterThan(5000)
  })

  it("are there on a page of usual size, each where it belongs", () => {
    const names = ["worker-5", "worker-6"]
    const rows = { topY: 44, rowPx: 58 }
    const one = { width: 860, height: 345, dealing: "dealer", em: 0.55, names, rows }
    const { layout, room, workers, labels } = lay(one)
    expect(labels.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["ROUTER", "DEALER", "fair queue", "blind round-robin"]),
    )
    const silent = stands(names).find((stand) => stand.workers[1]?.silentUs)
    const callout = silent && calloutLabel(workers, silent, room)
    const fall = labels.find(({ look, y }) => look === "fall" && y < layout.wordsY)
    expect(fall).toMatchObject({ anchor: "end", x: layout.backlogX + REM })
    expect(callout?.text).toBe("worker-6 is silent for 60 min")
    const y = workers.byName.get("worker-6")?.y ?? 0
    expect(callout?.y).toBeCloseTo(y + layout.pitch + 0.7 * REM)
    const tall = stands(names).find((stand) => stand.workers[1]?.outstanding)
    const below = tall && calloutLabel(workers, tall, room)
    expect(below?.text).toMatch(/behind worker-6/)
    expect(below?.y).toBeGreaterThan(callout?.y ?? 0)
  })

  it("leave rows of peers their wires, down to the last", () => {
    for (const one of cases()) {
      const { layout } = lay(one)
      if (one.rows === null) continue
      const { caption, height, rem, clientLevelX, workerLevelX } = layout
      const lowest = { x: 0, y: height - rem }
      const client = wireY(layout, { ...lowest, levelX: clientLevelX }, null, caption.left)
      const worker = wireY(layout, null, { ...lowest, levelX: workerLevelX }, caption.right)
      expect(Math.max(client, worker), JSON.stringify(one)).toBeLessThan(height - 2 * rem)
    }
  })

  it("claim no socket and no dealing of somebody else's broker", () => {
    const watched = { width: 860, height: 345, dealing: null, em: 0.55 }
    const { labels } = lay({ ...watched, names: ["worker-5"], rows: null })
    const texts = labels.map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(["clients' port", "deals as it will"]))
    expect(texts.join()).not.toMatch(/ROUTER|DEALER|round-robin/)
  })

  it("have no wire through what stands below the DEALER, on a phone too", () => {
    for (const [width, height] of SIZES) {
      const names = ["worker-1", "worker-2", "worker-3"]
      const rows = null
      const one = { width, height, dealing: "dealer", em: 0.55, names, rows }
      const { layout, room, workers, labels } = lay(one)
      const hints = labels.filter(({ look, x }) => look === "hint" && x > layout.routerX)
      for (const { right, top } of hints.map((hint) => room.boxOf(hint))) {
        for (const end of workers.byName.values()) {
          expect(wireY(layout, null, end, right), `${width}x${height}`).toBeLessThan(top)
        }
      }
    }
  })
})
