import type { TestInfo } from "@playwright/test"
import { startZmqscope } from "@zmqscope/testkit"
import type { Dashboard } from "../dashboard.js"
import { expect, PATIENT_CLIENT, test } from "../fixtures.js"

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
]

test("the empty page fits every size, in light and dark", async ({
  dashboard,
  page,
  zmqscope,
}, testInfo) => {
  await dashboard.open(zmqscope.url, { theme: "light" })
  await showAtEverySize(dashboard, "empty", testInfo)
  for (const dealing of ["dealer", "least-outstanding"] as const) {
    if (dealing !== "dealer") await dashboard.deal({ dealing })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const endpoint of await page.locator("header code").all()) {
        await expect.poll(() => endpoint.evaluate(cutOffPx), `${dealing}, ${size.width}`).toBe(0)
      }
    }
  }
})

test.describe("with the load it starts with", () => {
  test.use({ args: ["--seed", "7"] })

  test("the busy page fits every size, in light and dark", async ({
    dashboard,
    zmqscope,
  }, testInfo) => {
    await dashboard.open(zmqscope.url, { theme: "light" })
    await dashboard.expectCount("client", 4)
    await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
    await showAtEverySize(dashboard, "busy", testInfo)
  })
})

test("the overloaded page fits every size, in light and dark", async ({
  dashboard,
  simulator,
  zmqscope,
}, testInfo) => {
  await simulator.spawnWorkers(3, {
    serviceTime: { distribution: "uniform", minMs: 50, maxMs: 400 },
    failure: { mode: "none" },
  })
  await simulator.spawnClients(60, { ...PATIENT_CLIENT, pace: { mode: "think", meanMs: 5 } })
  await dashboard.open(zmqscope.url, { theme: "light" })
  const [worker = ""] = await dashboard.names("worker", 3)
  await dashboard.killWorker(worker)
  await expect.poll(() => dashboard.figureValue("lost")).toBeGreaterThan(0)
  await expect(dashboard.chartSummary("Queue depth")).toHaveAccessibleName(/[1-9]\d at workers/)
  await showAtEverySize(dashboard, "overloaded", testInfo)
})

test.describe("without its server", () => {
  // The browser asks for the icon anew as it draws its tab.
  test.use({
    expectedComplaints: [/WebSocket connection to .* failed|icon\.svg|ERR_CONNECTION/],
  })

  test("the disconnected page fits every size, in light and dark", async ({
    dashboard,
  }, testInfo) => {
    await using gone = await startZmqscope({ args: ["--seed", "7"] })
    await dashboard.open(gone.url, { theme: "light" })
    await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
    await gone[Symbol.asyncDispose]()
    await expect(dashboard.root).toHaveAttribute("data-stream-state", "reconnecting")
    await showAtEverySize(dashboard, "disconnected", testInfo)
  })
})

/** Holds that nothing is cut off, and attaches a picture of each to the report. It starts in light. */
async function showAtEverySize(
  dashboard: Dashboard,
  state: string,
  testInfo: TestInfo,
): Promise<void> {
  const { page } = dashboard
  for (const theme of ["light", "dark"]) {
    await expect(dashboard.root).toHaveAttribute("data-theme", theme)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await expect(dashboard.figure("lost")).toBeInViewport()
      await expect(dashboard.charts).toBeInViewport()
      await expect(dashboard.workerCount).toBeInViewport()
      await expect.poll(() => page.evaluate(sidewaysOverflowPx)).toBe(0)
      await testInfo.attach(`${state} ${theme} ${size.width}x${size.height}`, {
        body: await page.screenshot(),
        contentType: "image/png",
      })
    }
    await page.keyboard.press("t")
  }
}

/** How much of a text that is cut with an ellipsis is not seen. Runs in the page. */
function cutOffPx(element: Element): number {
  return element.scrollWidth - element.clientWidth
}

/** How far the page can be scrolled to the side. Runs in the page. */
function sidewaysOverflowPx(): number {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth - clientWidth
}
