import type { Page } from "@playwright/test"
import type { Dashboard } from "@zmqscope/page-object"
import { type FlowMoment, FlowOf } from "@zmqscope/page-object"
import type { NamedEnvelope } from "@zmqscope/protocol"
import { ApiOf, type Depths, type Told } from "../api-of.js"
import { CHARTS, endPoint, expectAsEnvelopes, expectAsHistory } from "../chart-points.js"
import { expect, PATIENT_CLIENT, test } from "../fixtures.js"

test.use({ everyFrame: true })

const OFTEN = { timeout: 60_000, intervals: [100] }
/** So few a second that the API's last thousand reach back past every moment that is looked at. */
const CLIENT = { ...PATIENT_CLIENT, pace: { mode: "think", meanMs: 60 } } as const
const SLOW_WORKER = {
  serviceTime: { distribution: "fixed", ms: 80 },
  failure: { mode: "none" },
} as const

/** Everything that the page says at one moment, but for the flow and the charts. */
function shown(page: Page): Promise<Told> {
  return page.evaluate(() => {
    const numberOf = (element: Element | null, name: string) => {
      const text = element?.getAttribute(name) ?? ""
      return text === "" ? Number.NaN : Number(text)
    }
    const find = (id: string) => document.querySelector(`[data-testid="${id}"]`)
    const rows = (id: string) =>
      [...document.querySelectorAll(`[data-testid="${id}"]`)].map(
        (row) => [row.getAttribute("data-name") ?? "", row] as const,
      )
    return {
      figures: {
        waiting: numberOf(find("figure-waiting"), "data-value"),
        inFlight: numberOf(find("figure-in-flight"), "data-value"),
        lost: numberOf(find("figure-lost"), "data-value"),
      },
      workers: Object.fromEntries(
        rows("worker-row").map(([name, row]) => [
          name,
          [numberOf(row, "data-served"), numberOf(row, "data-outstanding")] as const,
        ]),
      ),
      clients: Object.fromEntries(
        rows("client-row").map(([name, row]) => [
          name,
          [
            numberOf(row, "data-sent"),
            numberOf(row, "data-returned"),
            numberOf(row, "data-outstanding"),
          ] as const,
        ]),
      ),
      dealing: find("dealing")?.getAttribute("data-value") ?? "",
    }
  })
}

/** Where the chart of queue depths ends, as it says it to those who cannot see it. */
async function shownDepths(dashboard: Dashboard): Promise<Depths> {
  const words = await dashboard.chartSummary("Queue depth").getAttribute("aria-label")
  const [, waiting, unseen, atWorkers] =
    /: ([\d,]+) waiting, ([\d,]+) .+, ([\d,]+) at workers/.exec(words ?? "") ?? []
  const count = (text: string | undefined) => Number(text?.replaceAll(",", ""))
  return { waiting: count(waiting), unseen: count(unseen), atWorkers: count(atWorkers) }
}

/** Everything that only grows. */
function counters({ figures, workers, clients }: Told): Readonly<Record<string, number>> {
  const all: Record<string, number> = { lost: figures.lost }
  for (const [name, [served]] of Object.entries(workers)) all[`${name} served`] = served
  for (const [name, [sent, returned]] of Object.entries(clients)) {
    all[`${name} sent`] = sent
    all[`${name} returned`] = returned
  }
  return all
}

/** What stood where, by the timelines that the API tells. */
function standing(rows: readonly NamedEnvelope[], atUs: number) {
  const passed = (at: number | null) => at !== null && at <= atUs
  const there = rows.filter((row) => passed(row.receivedAt) && !passed(row.endedAt))
  const workers: Record<string, number> = {}
  let inBroker = 0
  let returning = 0
  for (const { dealtAt, repliedAt, workerName } of there) {
    if (passed(repliedAt)) returning += 1
    else if (passed(dealtAt)) workers[workerName ?? ""] = (workers[workerName ?? ""] ?? 0) + 1
    else inBroker += 1
  }
  return { inBroker, returning, workers }
}

function shownStanding({ waiting, unseen, returning, workers }: FlowMoment) {
  const held = Object.entries(workers).filter(([, count]) => count > 0)
  return { inBroker: waiting + unseen, returning, workers: Object.fromEntries(held) }
}

const BATCH_HEADER_BYTES = 16

/** Stands between the page and its stream; what it gives back loses some batches, and says so as the server does. */
async function recordsInHand(page: Page): Promise<() => Promise<number>> {
  let left = 0
  let missed = 0
  let done = (_missed: number) => {}
  await page.routeWebSocket("**/api/tap", (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (typeof message === "string" || left === 0) {
        socket.send(message)
        return
      }
      const count = message.readUInt32LE(4)
      expect(message.byteLength).toBe(BATCH_HEADER_BYTES + 32 * count)
      missed += count
      left -= 1
      if (left > 0) return
      const sequence = message.readDoubleLE(8) + count
      socket.send(JSON.stringify({ type: "gap", missed, sequence }))
      done(missed)
    })
  })
  return () => {
    left = 5
    missed = 0
    return new Promise((resolve) => {
      done = resolve
    })
  }
}

test("nothing on the page contradicts the API: in a kill, a switch, a freeze, a catch-up, a gap and a restart", async ({
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  test.slow()
  const api = new ApiOf(request, zmqscope.url)
  const flow = new FlowOf(page)
  await api.change({ dealing: "dealer" })
  await simulator.spawnWorkers(2)
  await simulator.spawnWorkers(1, SLOW_WORKER)
  await simulator.spawnClients(4, CLIENT)
  const loseRecords = await recordsInHand(page)
  await dashboard.open(zmqscope.url)

  /** Where each chart ends, it has what the server has of that slot. */
  const expectCharts = async () => {
    for (const name of CHARTS) {
      await expect(async () => {
        const point = await endPoint(dashboard, name)
        expectAsHistory(name, point, await api.history())
      }).toPass(OFTEN)
    }
  }

  /** While it runs: the page never says more than has happened, and what has happened it says. */
  const expectBetween = async () => {
    const before = counters(await api.told())
    await expect
      .poll(async () => {
        const said = counters(await shown(page))
        const after = counters(await api.told())
        for (const [name, count] of Object.entries(said)) {
          // Of who has gone meanwhile the API says nothing.
          if (name in after) expect(count, name).toBeLessThanOrEqual(after[name] ?? 0)
        }
        return Object.entries(before).filter(
          ([name, count]) => name in after && !((said[name] ?? -1) >= count),
        )
      }, OFTEN)
      .toEqual([])
  }

  /** While the broker is paused nothing moves: every figure, row, place and chart is the API's. */
  const expectSame = async () => {
    await api.change({ paused: true })
    await expect(async () => {
      const told = await api.told()
      const said = await shown(page)
      const drawn = shownStanding(await flow.moment())
      const depths = await shownDepths(dashboard)
      const rows = await api.envelopes()
      const steps = await api.depths()
      expect(await api.told(), "it stands").toEqual(told)
      expect(told.figures.waiting).toBeGreaterThan(0)
      expect(said).toEqual(told)
      expect(drawn).toEqual(standing(rows, Number.POSITIVE_INFINITY))
      expect(depths).toEqual(steps.at(-1))
    }).toPass(OFTEN)
    await expectCharts()
    await api.change({ paused: false })
  }

  /** Each frame of the flow is what the timelines say of its moment. */
  const expectFrames = async (count: number) => {
    const moments = await flow.moments(count)
    const rows = await api.envelopes()
    const oldest = Math.min(...rows.map(({ receivedAt }) => receivedAt))
    for (const moment of moments) {
      const { atUs, mode, isKnown } = moment
      expect(atUs, "within what the API still tells").toBeGreaterThan(oldest)
      expect(isKnown).toBe(true)
      expect(shownStanding(moment), `${mode}, at ${atUs} us`).toEqual(standing(rows, atUs))
    }
  }

  /** What the list says has ended had ended at the moment that the flow shows. */
  const expectListed = async () => {
    const listed = await dashboard
      .tapRowsIn("returned")
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-number"))))
    const { atUs } = await flow.moment()
    const rows = new Map((await api.envelopes()).map((row) => [row.number, row]))
    expect(listed.length).toBeGreaterThan(0)
    for (const number of listed) {
      expect(rows.get(number)?.endedAt, `envelope ${number}`).toBeLessThanOrEqual(atUs)
    }
  }

  /** Figures and rows of peers are of the moment that the flow shows, which stands. */
  const expectFrozenFigures = async () => {
    const { atUs } = await flow.moment()
    const { inBroker, returning, workers } = standing(await api.envelopes(), atUs)
    const atWorkers = Object.values(workers).reduce((sum, count) => sum + count, 0)
    await expect(async () => {
      const { figures, workers: rows } = await shown(page)
      const held = Object.entries(rows).filter(([, [, outstanding]]) => outstanding > 0)
      expect(Object.fromEntries(held.map(([name, [, count]]) => [name, count]))).toEqual(workers)
      expect(figures.waiting + figures.inFlight).toBe(inBroker + returning + atWorkers)
    }).toPass(OFTEN)
  }

  /** What the page counts is what had happened by a moment that is past. */
  const expectBehind = async () => {
    await expect
      .poll(async () => {
        const said = counters(await shown(page))
        const told = counters(await api.told())
        for (const [name, count] of Object.entries(said)) {
          expect(count, name).toBeLessThanOrEqual(told[name] ?? 0)
        }
        const sum = (counts: object) => Object.values(counts).reduce((all, one) => all + one, 0)
        return sum(told) - sum(said)
      }, OFTEN)
      .toBeGreaterThan(50)
  }

  await test.step("steady", async () => {
    await expectBetween()
    await expectFrames(10)
    await expectSame()
  })

  await test.step("a kill", async () => {
    const [first = ""] = await dashboard.names("worker", 3)
    await simulator.killWorker(first)
    await expectBetween()
    await dashboard.expectCount("worker", 2)
    await expect.poll(async () => Object.keys((await flow.moment()).workers)).not.toContain(first)
    await expectSame()
  })

  await test.step("a switch of dealing, which begins no count anew", async () => {
    const before = counters(await shown(page))
    await api.change({ dealing: "least-outstanding" })
    await expect(dashboard.dealing).toHaveAttribute("data-value", "least-outstanding")
    await expectBetween()
    const after = counters(await shown(page))
    for (const [name, count] of Object.entries(before)) {
      expect(after[name], name).toBeGreaterThanOrEqual(count)
    }
    await expectSame()
  })

  await test.step("slowed to a hundredth, and brought back to now", async () => {
    await dashboard.runCommand("hundredth", "Time at a hundredth of the speed")
    await expect.poll(async () => (await flow.moment()).mode).toBe("slow")
    await expectFrames(10)
    await expectListed()
    await expectBehind()
    await dashboard.runCommand("true speed", "Time at true speed")
    await expectFrames(10)
    await expect.poll(async () => (await flow.moment()).mode).toBe("live")
    await expectSame()
  })

  await test.step("a freeze", async () => {
    // In the last slot of a chart the broker may still have been paused, and what is frozen lags behind.
    const end = () => endPoint(dashboard, "Round trip")
    await expect.poll(async () => (await end()).values["p50"] ?? null, OFTEN).not.toBeNull()
    const { endsAtMs } = await end()
    await expect.poll(async () => (await end()).endsAtMs, OFTEN).toBeGreaterThan(endsAtMs + 1000)
    await dashboard.freeze()
    await expect.poll(async () => (await flow.moment()).mode).toBe("frozen")
    const moment = await flow.moment()
    expect(shownStanding(moment)).toEqual(standing(await api.envelopes(), moment.atUs))
    await expectFrozenFigures()
    await expectBehind()
    await expectFrozenFigures()
    await expectCharts()
    const freezeMs = Number(new URL(page.url()).searchParams.get("freeze"))
    const trips = await end()
    expectAsEnvelopes(trips, await api.envelopes(), freezeMs - moment.atUs / 1000)
    expect(await flow.moment()).toEqual(moment)
    await dashboard.release()
    await expectSame()
  })

  await test.step("a gap, of records that never came", async () => {
    const missed = await loseRecords()
    expect(missed).toBeGreaterThan(0)
    await expect(page.locator("html")).toHaveAttribute("data-stream-state", "gap")
    await expectBetween()
    await expectFrames(5)
    await expectSame()
  })

  await test.step("a restart of the broker", async () => {
    const run = await dashboard.run()
    const { children } = await api.status()
    if (children.broker.pid === null) throw new Error("the broker is not up")
    process.kill(children.broker.pid, "SIGKILL")
    await expect.poll(() => dashboard.run()).not.toBe(run)
    await expect.poll(() => dashboard.run()).not.toBe("")
    await dashboard.waitUntilLive()
    await simulator.spawnClients(2, CLIENT)
    await expectBetween()
    await expectFrames(5)
    await expectSame()
  })
})

test("a span from before the page was there is listed as the server has it", async ({
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  const api = new ApiOf(request, zmqscope.url)
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(6, { ...PATIENT_CLIENT, pace: { mode: "think", meanMs: 5 } })
  // A page that is opened then holds the last thousand.
  await expect.poll(async () => (await api.status()).totals.returned, OFTEN).toBeGreaterThan(1500)
  await api.change({ paused: true })
  const first = await api.firstArrival()
  const span = { since: first.startMs, until: first.startMs + 2 * first.widthMs }
  const there = await api.envelopesIn(span.since, span.until)
  expect(there.length).toBeGreaterThan(0)
  expect(there.length).toBeLessThan(500)

  const address = new URL(zmqscope.url)
  address.searchParams.set("filter", `at:${span.since}..${span.until}`)
  await dashboard.open(address.href)
  await dashboard.expectTapped(there.length)
  await expect(dashboard.tapCount).toContainText("as the server has them")
  const numbers = there.map(({ number }) => String(number))
  const listed = await dashboard.tapRows.evaluateAll((rows) =>
    rows.map((row) => row.getAttribute("data-number") ?? ""),
  )
  expect(listed.length).toBeGreaterThan(0)
  expect(numbers).toEqual(expect.arrayContaining(listed))
  await dashboard.tapFilter.fill("")
  await expect(dashboard.tapCount).not.toContainText("as the server has them")
  expect(Number(await page.getByTestId("tap-count").getAttribute("data-value"))).toBeLessThan(1500)
})
