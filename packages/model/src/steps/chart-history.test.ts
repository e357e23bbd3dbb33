import { bucketOf, emptyStep, FINE_STEP_MS, mergeSteps } from "@zmqscope/metrics"
import type { HistoryStep } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import { ChartHistory } from "./chart-history.js"
import { MAX_POINTS, slotWidthMs } from "./slot-series.js"
import { type ChartPoint, WINDOWS_MS } from "./types.js"

const MINUTE_MS = 60_000
/** A whole multiple of every slot's width. */
const START_MS = 1_790_000_000_000 - (1_790_000_000_000 % 3_600_000)

function step(startMs: number, parts: Partial<HistoryStep> = {}): HistoryStep {
  return { ...emptyStep(startMs, FINE_STEP_MS), ...parts }
}

/** Steps of 100 ms from one time until another, counted from START_MS. */
function steps(
  fromMs: number,
  untilMs: number,
  partsAt: (offsetMs: number) => Partial<HistoryStep> = () => ({}),
): HistoryStep[] {
  const made: HistoryStep[] = []
  for (let offsetMs = fromMs; offsetMs < untilMs; offsetMs += 100) {
    made.push(step(START_MS + offsetMs, partsAt(offsetMs)))
  }
  return made
}

function historyOf(made: readonly HistoryStep[]): ChartHistory {
  const history = new ChartHistory()
  history.add(made)
  return history
}

const times = (points: readonly ChartPoint[]) => points.map(({ t }) => t - START_MS)

const gaps = (points: readonly ChartPoint[]) =>
  points
    .filter(({ gap }) => gap !== null)
    .map(({ t, widthMs, gap }) => [t - START_MS - widthMs, t - START_MS, gap])

describe("slots", () => {
  test("every window fits in MAX_POINTS", () => {
    for (const windowMs of WINDOWS_MS) {
      expect(windowMs / slotWidthMs(windowMs)).toBeLessThanOrEqual(MAX_POINTS)
    }
  })

  test("counts add up to rates, depths are the last of the slot", () => {
    const history = historyOf(
      steps(0, 500, (offsetMs) => ({
        returned: 3,
        waiting: offsetMs / 100,
        unseen: 4,
        oldestWaitingUs: 1000 - offsetMs,
        workers: [[7, 2, offsetMs / 100, 0, 0, 100_000]],
      })),
    )
    const [point] = history.points(MINUTE_MS, START_MS + 500)
    expect(point).toMatchObject({ t: START_MS + 500, waiting: 4, unseen: 4, oldestWaitingUs: 1000 })
    expect(point?.returnedPerSecond).toBeCloseTo(30)
    expect(point?.served.get(7)).toBeCloseTo(20)
    expect(point?.outstanding).toEqual(new Map([[7, 4]]))
  })

  test("a worker that has gone has nothing outstanding, but has served", () => {
    const history = historyOf(
      steps(0, 500, (offsetMs) => ({ workers: offsetMs < 200 ? [[1, 1, 5, 0, 0, 100_000]] : [] })),
    )
    const [point] = history.points(MINUTE_MS, START_MS + 500)
    expect(point?.outstanding.size).toBe(0)
    expect(point?.served.get(1)).toBeCloseTo(4)
  })

  test("percentiles and parts are over all round trips of the slot", () => {
    const bucket = bucketOf(10_000)
    const slow = bucketOf(100_000)
    const history = historyOf(
      steps(0, 500, (offsetMs) => ({
        latency: offsetMs === 400 ? [bucket, 1, slow, 5] : [bucket, 24],
        split: {
          count: 2,
          earlierUs: 4,
          waitingUs: 20,
          unseenUs: 2,
          backlogUs: 8,
          serviceUs: 40,
          returnUs: 6,
        },
      })),
    )
    const [point] = history.points(MINUTE_MS, START_MS + 500)
    expect(point?.latency?.p50Us).toBeCloseTo(10_000, -3)
    expect(point?.latency?.p99Us).toBeCloseTo(100_000, -4)
    expect(point?.latency?.buckets).toEqual([bucket, 97, slow, 5])
    expect(point?.split).toEqual({
      count: 10,
      earlierUs: 20,
      waitingUs: 100,
      unseenUs: 10,
      backlogUs: 40,
      serviceUs: 200,
      returnUs: 30,
    })
  })

  test("without a round trip there is no latency and no split", () => {
    const [point] = historyOf(steps(0, 500)).points(MINUTE_MS, START_MS + 500)
    expect(point).toMatchObject({ gap: null, latency: null, split: null })
  })
})

describe("points do not wobble", () => {
  test("closed points are the same objects however the window moves on", () => {
    const history = historyOf(steps(0, 3000))
    const before = history.points(MINUTE_MS, START_MS + 3000)
    history.add(steps(3000, 4700))
    const after = history.points(MINUTE_MS, START_MS + 4700)
    expect(times(after)).toEqual([500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500])
    expect(after.slice(0, before.length).every((point, at) => point === before[at])).toBe(true)
  })

  test("the array is the same while nothing has closed", () => {
    const history = historyOf(steps(0, 3000))
    const before = history.points(MINUTE_MS, START_MS + 3000)
    history.add(steps(3000, 3400))
    expect(history.points(MINUTE_MS, START_MS + 3400)).toBe(before)
  })

  test("steps given one by one and all at once make equal points", () => {
    const made = steps(0, 20_000, (offsetMs) => ({
      returned: offsetMs % 700,
      waiting: offsetMs % 9,
    }))
    const oneByOne = new ChartHistory()
    for (const one of made) {
      oneByOne.add([one])
      oneByOne.points(300_000, one.startMs + 100)
    }
    for (const windowMs of WINDOWS_MS) {
      const all = historyOf(made).points(windowMs, START_MS + 20_000)
      expect(oneByOne.points(windowMs, START_MS + 20_000)).toEqual(all)
    }
  })

  test("steps already covered are passed over", () => {
    const made = steps(0, 2000, () => ({ returned: 1 }))
    const history = historyOf(made)
    const before = history.points(MINUTE_MS, START_MS + 2000)
    history.add(made.slice(5))
    expect(history.points(MINUTE_MS, START_MS + 2000)).toEqual(before)
  })

  test("the slot in progress is drawn once it holds a second, ending where it ends", () => {
    const history = historyOf(steps(0, 2900, () => ({ returned: 1 })))
    expect(times(history.points(300_000, START_MS + 2900))).toEqual([2000])
    history.add(steps(2900, 3500, () => ({ returned: 1 })))
    const points = history.points(300_000, START_MS + 4000)
    expect(times(points)).toEqual([2000, 3500])
    expect(points.at(-1)?.returnedPerSecond).toBeCloseTo(10)
  })
})

describe("windows", () => {
  test("what is older than the window is left out, but for one point beyond the left edge", () => {
    const points = historyOf(steps(0, 90_000)).points(MINUTE_MS, START_MS + 90_000)
    expect(points[0]?.t).toBe(START_MS + 29_500)
    expect(points.at(-1)?.t).toBe(START_MS + 90_000)
  })

  test("a window may end in the past", () => {
    const points = historyOf(steps(0, 90_000)).points(MINUTE_MS, START_MS + 50_000)
    expect(points.at(-1)?.t).toBe(START_MS + 50_000)
  })

  test("memory is bounded: the oldest slots go", () => {
    const history = new ChartHistory()
    history.add(steps(0, 400_000))
    expect(history.points(MINUTE_MS, START_MS + 100_000)).toEqual([])
    expect(history.points(MINUTE_MS, START_MS + 300_000).length).toBeGreaterThan(100)
  })

  test("a step wider than a slot is a point by itself, and leaves no gap", () => {
    const coarse = [0, 1000, 2000].map((ms) => step(START_MS + ms, { widthMs: 1000, returned: 50 }))
    const points = historyOf(coarse).points(MINUTE_MS, START_MS + 3000)
    expect(times(points)).toEqual([1000, 2000, 3000])
    expect(points.map(({ returnedPerSecond }) => returnedPerSecond)).toEqual([50, 50, 50])
  })

  test("a window that stands still keeps its points after they have gone from memory", () => {
    const history = historyOf(steps(0, 60_000))
    history.points(MINUTE_MS, START_MS + 60_000)
    const frozen = history.points(MINUTE_MS, START_MS + 50_000)
    history.add(steps(60_000, 400_000))
    expect(history.points(MINUTE_MS, START_MS + 50_000)).toBe(frozen)
    expect(frozen).toHaveLength(100)
  })

  test("a window that stands still in the middle of a slot gets all of that slot", () => {
    const frozenMs = START_MS + 10_250
    const history = historyOf(steps(0, 10_300))
    history.points(MINUTE_MS, frozenMs)
    history.add(steps(10_300, 10_500))
    history.points(MINUTE_MS, frozenMs)
    history.add(steps(10_500, 12_000))
    const late = historyOf(steps(0, 12_000)).points(MINUTE_MS, frozenMs)
    expect(history.points(MINUTE_MS, frozenMs)).toEqual(late)
  })

  test("it is known whether a window is still there as it was", () => {
    const history = historyOf(steps(0, 100_000))
    expect(history.holds(MINUTE_MS, START_MS + 30_000)).toBe(true)
    history.points(MINUTE_MS, START_MS + 90_000)
    history.add(steps(100_000, 400_000))
    expect(history.holds(MINUTE_MS, START_MS + 400_000)).toBe(true)
    expect(history.holds(MINUTE_MS, START_MS + 280_000)).toBe(true)
    expect(history.holds(MINUTE_MS, START_MS + 270_000)).toBe(false)
    expect(history.holds(MINUTE_MS, START_MS + 90_000)).toBe(true)
    history.points(MINUTE_MS, START_MS + 270_000)
    expect(history.holds(MINUTE_MS, START_MS + 270_000)).toBe(false)
    expect(history.holds(300_000, START_MS + 100_000)).toBe(true)
  })

  test("coarse and fine steps of the same time are counted once, in any order", () => {
    const fine = steps(0, 2000, () => ({ returned: 5 }))
    const coarse = [0, 1000].map((ms) => step(START_MS + ms, { widthMs: 1000, returned: 50 }))
    const byStart = [...fine, ...coarse].sort((one, other) => one.startMs - other.startMs)
    for (const made of [[...coarse, ...fine], [...fine, ...coarse], byStart]) {
      const [point] = historyOf(made).points(300_000, START_MS + 2000)
      expect(point?.returnedPerSecond).toBeCloseTo(50)
    }
  })

  test("a page that is loaded later draws what one that was there draws", () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const made = steps(0, 120_000, (offsetMs) => ({
        returned: (offsetMs * seed) % 7,
        waiting: offsetMs % (seed + 4),
        oldestWaitingUs: (offsetMs * seed) % 900,
        latency: [bucketOf(1000 + (offsetMs % 1700)), 1 + (offsetMs % 3)],
        // It comes and goes, for parts of steps too.
        workers: offsetMs % (seed * 700) < 900 ? [[7, 2, seed, 300, 200, offsetMs % 100_001]] : [],
      })).filter((_, at) => at % (seed * 97) > seed * 3)
      const seconds = mergeSteps(made, 1000)
      expect(seconds.length).toBeLessThan(made.length / 5)
      for (const windowMs of WINDOWS_MS.filter((wide) => slotWidthMs(wide) >= 1000)) {
        const live = historyOf(made).points(windowMs, START_MS + 120_000)
        const later = historyOf(seconds).points(windowMs, START_MS + 120_000)
        expect(later.length).toBeGreaterThan(5)
        expect(gaps(later).length).toBeGreaterThan(0)
        expect(later).toEqual(live)
      }
    }
  })

  test("a cleared history takes an older time again", () => {
    const history = historyOf(steps(5000, 6000))
    history.clear()
    history.add(steps(0, 1000))
    expect(times(history.points(MINUTE_MS, START_MS + 1000))).toEqual([500, 1000])
  })
})

describe("gaps", () => {
  test("a hole between steps is one gap of its length", () => {
    const history = historyOf([...steps(0, 3000), ...steps(9000, 10_000)])
    expect(gaps(history.points(MINUTE_MS, START_MS + 10_000))).toEqual([[3000, 9000, "away"]])
  })

  test("nothing is merged over a hole, however short", () => {
    const history = historyOf([
      ...steps(0, 700, () => ({ returned: 1 })),
      ...steps(1200, 4000, () => ({ returned: 1 })),
    ])
    const points = history.points(300_000, START_MS + 4000)
    expect(gaps(points)).toEqual([[700, 1200, "away"]])
    const rates = points.map(({ t, returnedPerSecond }) => [t - START_MS, returnedPerSecond])
    expect(rates).toEqual([
      [700, 10],
      [1200, 0],
      [2000, 10],
      [4000, 10],
    ])
  })

  test("missed records make their slot a gap that names them", () => {
    const history = historyOf(
      steps(0, 2000, (offsetMs) => ({ missed: offsetMs === 700 || offsetMs === 800 ? 20 : 0 })),
    )
    const points = history.points(MINUTE_MS, START_MS + 2000)
    expect(gaps(points)).toEqual([[500, 1000, "missed"]])
    expect(points.map(({ missed }) => missed)).toEqual([0, 40, 0, 0])
  })

  test("when steps stop coming, a gap grows up to now", () => {
    const history = historyOf(steps(0, 3000))
    expect(gaps(history.points(MINUTE_MS, START_MS + 5000))).toEqual([])
    expect(gaps(history.points(MINUTE_MS, START_MS + 8200))).toEqual([[3000, 8000, "away"]])
    expect(gaps(history.points(MINUTE_MS, START_MS + 9200))).toEqual([[3000, 9000, "away"]])
  })

  test("the time before the first step is no gap", () => {
    expect(gaps(historyOf(steps(50_000, 51_000)).points(MINUTE_MS, START_MS + 51_000))).toEqual([])
  })
})
