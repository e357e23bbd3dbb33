import type { TestInfo } from "@playwright/test"
import { startZmqscope } from "@zmqscope/testkit"
import type { Dashboard } from "../dashboard.js"
import { expect, findings, PATIENT_CLIENT, Simulator, STUCK_WORKER, test } from "../fixtures.js"
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
  const show = (state: string) => showAtEverySize(dashboard, state, testInfo)
  await dashboard.open(zmqscope.url, { theme: "light" })
  await dashboard.expectState("Idle")
  await show("empty")

  await simulator.spawnWorkers(3)
  await simulator.spawnClients(6)
  await dashboard.expectState("Flowing")
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  await show("busy")

  await simulator.spawnWorkers(1, {
    serviceTime: { distribution: "fixed", ms: 200 },
    failure: { mode: "none" },
  })
  await simulator.spawnClients(30)
  await dashboard.expectState("worker-4 is slow")
  await show("slow worker")

  await patch({ paused: true })
  await dashboard.expectState("Paused")
  await expect.poll(() => dashboard.figureValue("waiting")).toBeGreaterThan(20)
  await show("overloaded")

  await patch({ paused: false })
  for (const name of await dashboard.names("worker", 4)) await simulator.killWorker(name)
  await simulator.spawnWorkers(3, STUCK_WORKER)
  await dashboard.expectState(/Nothing is answered|Under way/)
  await show("outage")

  await zmqscope[Symbol.asyncDispose]()
  await dashboard.expectState(/^Reconnecting/)
  await show("down")
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

/** Reads all words at each size, and lets axe look at the widest and the narrowest in both themes. */
async function showAtEverySize(
  dashboard: Dashboard,
  state: string,
  testInfo: TestInfo,
): Promise<void> {
  await readAtEverySize(dashboard, state, testInfo)
  const { page } = dashboard
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const theme of ["dark", "light"]) {
    // By its key it goes from as the system to light to dark.
    await page.evaluate((value) => {
      document.documentElement.dataset["theme"] = value
    }, theme)
    expect(await findings(page), `${state}, ${theme}`).toEqual([])
  }
}

async function readAtEverySize(
  dashboard: Dashboard,
  state: string,
  testInfo: TestInfo,
): Promise<void> {
  const { page } = dashboard
  for (const size of SIZES) {
    const where = `${state} at ${size.width}x${size.height}`
    await page.setViewportSize(size)
    await expect.poll(() => page.evaluate(sidewaysOverflowPx), where).toBe(0)
    await expect.poll(() => unreadableTexts(page), where).toEqual([])
    await testInfo.attach(where, { body: await page.screenshot(), contentType: "image/png" })
  }
}

/** How far the page can be scrolled to the side. Runs in the page. */
function sidewaysOverflowPx(): number {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth - clientWidth
}
