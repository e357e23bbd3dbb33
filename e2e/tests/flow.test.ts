import type { Locator, Page } from "@playwright/test"
import type { Envelope } from "@zmqscope/protocol"
import { expect, STUCK_WORKER, test } from "../fixtures.js"

/** Slow enough to stand in a backlog, quick enough for a test. */
const SLOW_WORKER = {
  serviceTime: { distribution: "fixed", ms: 1500 },
  failure: { mode: "none" },
} as const

/** Flights are shorter than a second, which is how often a poll asks by itself before long. */
const OFTEN = { intervals: [100] }

test("dots go where their envelopes are: waiting, in service, in the backlog, lost", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  const flow = new FlowOf(page)
  await flow.follow(1, 2, 3)

  await test.step("without a worker they wait, in order", async () => {
    await simulator.spawnClients(3)
    for (const number of [1, 2, 3]) await flow.expectPlace(number, "queue")
    const [first, second, third] = await flow.points(1, 2, 3)
    expect(first.x).toBeGreaterThan(second.x)
    expect(second.x).toBeGreaterThan(third.x)
    await expect(flow.caption).toContainText("one dot is one envelope")
    await expect(flow.summary).toContainText("3 waiting")
  })

  await test.step("a click on a dot selects its envelope", async () => {
    const [point] = await flow.points(2)
    await flow.region.click({ position: point })
    await expect(page).toHaveURL(/envelope=2\b/)
    await flow.region.click({ position: point })
    await expect(page).not.toHaveURL(/envelope=/)
  })

  await test.step("at a worker that hangs the first is in service, the others its backlog", async () => {
    await simulator.spawnWorkers(1, STUCK_WORKER)
    await flow.expectPlace(1, "in-service")
    await flow.expectPlace(2, "backlog")
    await flow.expectPlace(3, "backlog")
    await expect(flow.summary).toContainText("2 in its backlog")
  })

  await test.step("and they fall with it", async () => {
    const [worker = ""] = await dashboard.names("worker", 1)
    await dashboard.killWorker(worker)
    await expect(flow.region.locator("svg").getByText(`3 lost with ${worker}`)).toBeVisible()
    await expect(flow.summary).toContainText(`3 lost with ${worker}`)
    for (const number of [1, 2, 3]) {
      await expect.poll(() => flow.placesOf(number), OFTEN).toContain("lost")
    }
  })
  // A loss stays for a while, and is then done with.
  expect((await flow.placesOf(2)).slice(0, 8)).toEqual([
    "to-router",
    "queue",
    "to-dealer",
    "dealer",
    "to-worker",
    "backlog",
    "falling",
    "lost",
  ])
})

test("a dot's journey is its record's, from the client to the client", async ({
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  const flow = new FlowOf(page)
  await flow.follow(1, 2)
  await simulator.spawnWorkers(1, SLOW_WORKER)
  await dashboard.expectCount("worker", 1)
  await simulator.spawnClients(2)

  await expect.poll(() => flow.placesOf(2), OFTEN).toContain("done")

  const way = ["to-router", "queue", "to-dealer", "dealer", "to-worker"]
  expect(await flow.placesOf(1)).toEqual([...way, "in-service", "returning", "done"])
  expect(await flow.placesOf(2)).toEqual([...way, "backlog", "in-service", "returning", "done"])
  const answer = await request.get(new URL("/api/envelopes/2", zmqscope.url).href)
  const envelope: Envelope = await answer.json()
  expect(envelope).toMatchObject({ state: "returned", behind: 1 })
  expect(envelope.serviceStartAt ?? 0).toBeGreaterThan(envelope.dealtAt ?? 0)
})

test("requeued envelopes go back to waiting, before those that came later", async ({
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  const broker = new URL("/api/broker", zmqscope.url).href
  expect((await request.patch(broker, { data: { onWorkerLoss: "requeue" } })).ok()).toBe(true)
  await dashboard.open(zmqscope.url)
  const flow = new FlowOf(page)
  await flow.follow(1)
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await simulator.spawnClients(1)
  await flow.expectPlace(1, "in-service")
  const [worker = ""] = await dashboard.names("worker", 1)
  await dashboard.killWorker(worker)
  await flow.expectPlace(1, "queue")
  await simulator.spawnClients(1)
  await flow.expectPlace(2, "queue")
  const [first, second] = await flow.points(1, 2)
  expect(first.x).toBeGreaterThan(second.x)
  expect(await flow.placesOf(1)).toEqual([
    "to-router",
    "queue",
    "to-dealer",
    "dealer",
    "to-worker",
    "in-service",
    "requeueing",
    "queue",
  ])
})

test("a page that comes late shows what already stands", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await simulator.spawnClients(4)
  await dashboard.open(zmqscope.url)
  const [worker = ""] = await dashboard.names("worker", 1)
  await expect(dashboard.workerRow(worker)).toHaveAttribute("data-outstanding", "4")
  await page.reload()
  const flow = new FlowOf(page)
  await flow.expectPlace(1, "in-service")
  for (const number of [2, 3, 4]) await flow.expectPlace(number, "backlog")
})

test.describe("with reduced motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } })

  test("dots stand where envelopes do, and none flies", async ({
    dashboard,
    page,
    simulator,
    zmqscope,
  }) => {
    await dashboard.open(zmqscope.url)
    const flow = new FlowOf(page)
    await simulator.spawnClients(2)
    await flow.expectPlace(2, "queue")
    await simulator.spawnWorkers(1, STUCK_WORKER)
    await flow.expectPlace(1, "in-service")
    await flow.expectPlace(2, "backlog")
    await expect(flow.caption).toContainText("reduced motion")
  })
})

interface Point {
  readonly x: number
  readonly y: number
}

/** The flow of a page, read by the probe that it has for tests (apps/web/src/flow/probe.ts). */
class FlowOf {
  readonly region: Locator
  readonly caption: Locator
  readonly summary: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.region = page.getByTestId("flow")
    this.caption = page.getByTestId("flow-caption")
    this.summary = page.getByTestId("flow-summary")
  }

  /** Writes down the places of these from now on. */
  async follow(...numbers: readonly number[]): Promise<void> {
    for (const number of numbers) await this.#ask("follow", number)
  }

  async placesOf(number: number): Promise<readonly string[]> {
    return (await this.#ask("placesOf", number)) as readonly string[]
  }

  async expectPlace(number: number, place: string): Promise<void> {
    await expect.poll(() => this.#ask("placeOf", number), OFTEN).toBe(place)
  }

  /** Where dots are once they have come to rest. */
  async points<N extends readonly number[]>(...numbers: N): Promise<{ [at in keyof N]: Point }> {
    let points: unknown
    let before: unknown
    await expect(async () => {
      before = points
      points = await Promise.all(numbers.map((number) => this.#ask("pointOf", number)))
      expect(points).toEqual(before)
    }).toPass(OFTEN)
    return points as { [at in keyof N]: Point }
  }

  #ask(what: "follow" | "placeOf" | "placesOf" | "pointOf", number: number): Promise<unknown> {
    return this.#page.evaluate(
      ([name, about]) => {
        const probe: unknown = Reflect.get(window, "zmqscope")
        const flow = Reflect.get(Object(probe), "flow")
        return Reflect.apply(Reflect.get(flow, name), flow, [about])
      },
      [what, number] as const,
    )
  }
}
