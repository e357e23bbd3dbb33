import type { TestInfo } from "@playwright/test"
import type { Dashboard } from "@zmqscope/page-object"
import { startZmqscope } from "@zmqscope/testkit"
import { BY_COLOUR, findings, setTheme } from "../axe.js"
import { expect, PATIENT_CLIENT, Simulator, STUCK_WORKER, test } from "../fixtures.js"
import { unreadableTexts } from "../text-boxes.js"

/** A phone, a laptop at 200 %, a tablet, a small laptop, a laptop, a screen, a wall. */
const SIZES = [
  { width: 390, height: 844 },
  { width: 640, height: 400 },
  { width: 1024, height: 768 },
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
]

// While nobody listens, the browser reports each attempt of the page to come back, and asks for the
// icon anew as it draws its tab.
test.use({
  expectedComplaints: [/WebSocket connection to .* failed|icon\.svg|ERR_CONNECTION/],
})

test("at every size, in every state, all words can be read and axe finds nothing serious", async ({
  dashboard,
  request,
}, testInfo) => {
  test.slow()
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const simulator = new Simulator(request, zmqscope.url)
  const patch = (data: object) =>
    request.patch(new URL("/api/broker", zmqscope.url).href, { data }).then((answer) => {
      expect(answer.ok()).toBe(true)
    })
  const read = (state: string) => readAtEverySize(dashboard, state, testInfo)
  await dashboard.open(zmqscope.url, { theme: "light" })
  await dashboard.expectState("Idle")
  await read("empty")

  await simulator.spawnWorkers(3)
  await simulator.spawnClients(6)
  await dashboard.expectState("Flowing")
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  await read("busy")

  await simulator.spawnWorkers(1, {
    serviceTime: { distribution: "fixed", ms: 200 },
    failure: { mode: "none" },
  })
  await simulator.spawnClients(30)
  await dashboard.expectState("worker-4 is slow")
  await read("slow worker")
  await expectNoFindings(dashboard, "slow worker", ["dark"])

  await patch({ paused: true })
  await dashboard.expectState("Paused")
  await expect.poll(() => dashboard.figureValue("waiting")).toBeGreaterThan(20)
  await read("overloaded")
  await expectNoFindings(dashboard, "overloaded", ["light"])

  await patch({ paused: false })
  for (const name of await dashboard.names("worker", 4)) await simulator.killWorker(name)
  // One that is on its way out would take requests with it.
  await dashboard.expectCount("worker", 0)
  await simulator.spawnWorkers(3, STUCK_WORKER)
  // Those that were there wait for what has been lost.
  await simulator.spawnClients(10)
  await dashboard.expectState(/Nothing is answered|Under way/)
  await read("outage")
  await expectNoFindings(dashboard, "outage", ["dark", "light"])

  await zmqscope[Symbol.asyncDispose]()
  await dashboard.expectState(/^Reconnecting/)
  await read("down")
  await expectNoFindings(dashboard, "down", ["dark", "light"])
})

test("an open envelope leaves room for every chart, fairness too", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}, testInfo) => {
  await simulator.spawnWorkers(3, {
    serviceTime: { distribution: "fixed", ms: 20 },
    failure: { mode: "none" },
  })
  await simulator.spawnClients(6, PATIENT_CLIENT)
  await page.goto(new URL("/?envelope=1&panel=fairness&theme=light", zmqscope.url).href)
  await expect(dashboard.inspector).toHaveAttribute("data-frames", "kept")
  await expect(dashboard.fairnessRow("worker-1")).toBeVisible()
  await readAtEverySize(dashboard, "inspector", testInfo)
})

/** What axe says; of the empty and the busy page accessibility.test.ts asks it. */
async function expectNoFindings(
  { page }: Dashboard,
  state: string,
  themes: readonly ("light" | "dark")[],
): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const [at, theme] of themes.entries()) {
    await setTheme(page, theme)
    const rules = at === 0 ? undefined : BY_COLOUR
    expect(await findings(page, "html", rules), `${state}, ${theme}`).toEqual([])
  }
}

/** Reads all words at each size; with PICTURES set attaches how that looks. */
async function readAtEverySize({ page }: Dashboard, state: string, info: TestInfo): Promise<void> {
  for (const size of SIZES) {
    const where = `${state} at ${size.width}x${size.height}`
    await page.setViewportSize(size)
    await expect.poll(() => unreadableTexts(page), where).toEqual([])
    if (!process.env["PICTURES"]) continue
    for (const theme of ["light", "dark"] as const) {
      await setTheme(page, theme)
      const body = await page.screenshot()
      await info.attach(`${where}, ${theme}`, { body, contentType: "image/png" })
    }
  }
}
