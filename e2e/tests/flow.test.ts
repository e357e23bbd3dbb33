import { FlowOf } from "@zmqscope/page-object"
import type { Envelope, NamedEnvelope } from "@zmqscope/protocol"
import { expect, STUCK_WORKER, sharedTest, test } from "../fixtures.js"

test.use({ everyFrame: true })

/** Slow enough to stand in a backlog, quick enough for a test. */
const SLOW_WORKER = {
  serviceTime: { distribution: "fixed", ms: 1500 },
  failure: { mode: "none" },
} as const

const SERVES_IN_1_MS = {
  serviceTime: { distribution: "fixed", ms: 1 },
  failure: { mode: "none" },
} as const

const SERVES_IN_50_MS = {
  serviceTime: { distribution: "fixed", ms: 50 },
  failure: { mode: "none" },
} as const

/** By its timeline, at a moment of the record clock. */
function wasAtWorker({ dealtAt, repliedAt, endedAt }: NamedEnvelope, atUs: number): boolean {
  const left = repliedAt ?? endedAt ?? Number.POSITIVE_INFINITY
  return dealtAt !== null && dealtAt <= atUs && left > atUs
}

test("dots go where their envelopes are: waiting, in service, in the backlog, lost", async ({
  context,
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
    for (const number of [1, 2, 3]) await flow.expectPlace(number, "waiting")
    const [first, second, third] = await flow.points(1, 2, 3)
    expect(first.x).toBeGreaterThan(second.x)
    expect(second.x).toBeGreaterThan(third.x)
    await expect(flow.caption).toContainText("a dot is an envelope")
    await expect(flow.labels).toContainText("3 wait: there is no worker")
    await expect(flow.summary).toContainText("3 waiting")
  })

  await test.step("a click on a dot selects its envelope", async () => {
    const [point] = await flow.points(2)
    await flow.region.click({ position: point })
    await expect(page).toHaveURL(/envelope=2\b/)
    // What opens beside it takes room: it stands elsewhere now.
    await expect(dashboard.inspector).toBeVisible()
    const [again] = await flow.points(2)
    await flow.region.click({ position: again })
    await expect(page).not.toHaveURL(/envelope=/)
  })

  await test.step("at a worker that hangs the first is in service, the others its backlog", async () => {
    await simulator.spawnWorkers(1, STUCK_WORKER)
    await flow.expectPlace(1, "in service")
    await flow.expectPlace(2, "in the backlog")
    await flow.expectPlace(3, "in the backlog")
    await expect(flow.summary).toContainText("2 in its backlog")
  })

  await test.step("as a page that comes late shows, too", async () => {
    const late = await context.newPage()
    await late.goto(zmqscope.url)
    const shown = new FlowOf(late)
    await shown.expectPlace(1, "in service")
    for (const number of [2, 3]) await shown.expectPlace(number, "in the backlog")
    await late.close()
  })

  await test.step("and they fall with it", async () => {
    const [worker = ""] = await dashboard.names("worker", 1)
    await dashboard.killWorker(worker)
    await expect(flow.labels.getByText(`3 lost with ${worker}`)).toBeVisible()
    await expect(flow.summary).toContainText(`3 lost with ${worker}`)
    for (const number of [1, 2, 3]) await flow.expectState(number, "lost")
    expect((await flow.moment()).workers).toEqual({})
  })
  expect(await flow.statesOf(2)).toEqual(["waiting", "at-worker", "lost"])
})

test("an envelope stands where its records say, one after the other", async ({
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

  await flow.expectState(2, "returned")
  for (const number of [1, 2]) {
    const states = await flow.statesOf(number)
    expect(states).toEqual(["waiting", "at-worker", "replied", "returned"])
  }
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
  await flow.expectPlace(1, "in service")
  const [worker = ""] = await dashboard.names("worker", 1)
  await dashboard.killWorker(worker)
  await flow.expectPlace(1, "waiting")
  await simulator.spawnClients(1)
  await flow.expectPlace(2, "waiting")
  const [first, second] = await flow.points(1, 2)
  expect(first.x).toBeGreaterThan(second.x)
  expect(await flow.statesOf(1)).toEqual(["waiting", "at-worker", "waiting"])
})

const SPEEDS = [
  [1, "Time at true speed"],
  [0.25, "Time at a quarter of the speed"],
  [0.05, "Time at a twentieth of the speed"],
] as const

sharedTest(
  "what stands at a slow worker is what the API says of that moment, at every speed",
  async ({ dashboard, page, request, simulator, zmqscope }) => {
    const ask = async (path: string): Promise<NamedEnvelope[]> => {
      const answer = await request.get(new URL(`/api/envelopes?${path}`, zmqscope.url).href)
      return await answer.json()
    }
    const broker = new URL("/api/broker", zmqscope.url).href
    expect((await request.patch(broker, { data: { dealing: "dealer" } })).ok()).toBe(true)
    await simulator.spawnWorkers(3, SERVES_IN_1_MS)
    const [slow = ""] = await simulator.spawnWorkers(1, SERVES_IN_50_MS)
    await simulator.spawnClients(12)
    await dashboard.open(zmqscope.url)
    const flow = new FlowOf(page)
    await expect(flow.labels).toContainText(new RegExp(`stand behind ${slow}; .* idle`))

    for (const [speed, command] of SPEEDS) {
      await test.step(command, async () => {
        await dashboard.runCommand(command, command)
        await expect.poll(async () => (await flow.moment()).speed).toBe(speed)

        const moments = await flow.moments(50)

        // In this order: one that ends between the two is told of by both.
        const live = await ask("outcome=live")
        const ended = await ask(`worker=${slow}&limit=1000`)
        const rows = new Map(
          live.filter((row) => row.workerName === slow).map((row) => [row.number, row]),
        )
        for (const row of ended) rows.set(row.number, row)
        for (const { atUs, workers, mode } of moments) {
          const standing = [...rows.values()].filter((row) => wasAtWorker(row, atUs))
          expect(workers[slow] ?? 0, `${mode}, at ${atUs} us`).toBe(standing.length)
        }
        const highest = Math.max(...moments.map(({ workers }) => workers[slow] ?? 0))
        expect(highest).toBeGreaterThan(5)
      })
    }
  },
)

sharedTest(
  "time stands while it is frozen, and what was skipped is said",
  async ({ dashboard, page, simulator, zmqscope }) => {
    await simulator.spawnWorkers(1, SERVES_IN_50_MS)
    await simulator.spawnClients(4)
    await dashboard.open(zmqscope.url)
    const flow = new FlowOf(page)
    await expect(flow.caption).toContainText("live")
    await dashboard.runCommand("freeze", "Freeze or release time")
    await expect(flow.caption).toContainText("frozen at")
    const frozen = await flow.moment()
    const applied = Number(await dashboard.root.getAttribute("data-applied-seq"))
    // More than a second of records goes by.
    await expect
      .poll(async () => Number(await dashboard.root.getAttribute("data-applied-seq")))
      .toBeGreaterThan(applied + 150)
    expect(await flow.moment()).toEqual(frozen)
    await dashboard.runCommand("release", "Freeze or release time")
    await expect(flow.caption).toContainText(/live, .*skipped/)
    expect((await flow.moment()).atUs).toBeGreaterThan(frozen.atUs)
  },
)

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
    await flow.expectPlace(2, "waiting")
    await simulator.spawnWorkers(1, STUCK_WORKER)
    await flow.expectPlace(1, "in service")
    await flow.expectPlace(2, "in the backlog")
    await expect(flow.caption).toContainText("reduced motion")
  })
})
