import { findingsInBothThemes, wearTheme } from "../axe.js"
import { expect, PATIENT_CLIENT, sharedTest as test } from "../fixtures.js"

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]

test("the presenter mode is led by keys, and its flow is the one that ran", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  const flow = page.getByTestId("flow")
  await flow.evaluate((element) => element.setAttribute("data-marked", ""))
  await page.keyboard.press("p")
  await expect(page).toHaveURL(/present=queue/)
  await expect(dashboard.chart("Queue depth")).toBeVisible()
  await expect(dashboard.charts.getByRole("figure")).toHaveCount(1)
  await expect(dashboard.tap).toHaveCount(0)
  await expect(page.getByRole("button", { name: "Spawn a client" })).toHaveCount(0)
  await expect(flow).toHaveAttribute("data-marked", "")

  for (const [key, name, inUrl] of [
    ["3", "Round trip", "latency"],
    ["ArrowRight", "Where time goes", "split"],
    ["ArrowRight", "Fairness", "fairness"],
    ["1", "Queue depth", "queue"],
    ["2", "Throughput", "throughput"],
    ["ArrowLeft", "Queue depth", "queue"],
  ] as const) {
    await page.keyboard.press(key)
    await expect(dashboard.chart(name)).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`present=${inUrl}`))
  }

  await page.keyboard.press("Escape")
  await expect(page).not.toHaveURL(/present=/)
  await expect(dashboard.tap).toBeVisible()
})

test.describe("on a wall", () => {
  test.use({ viewport: { width: 2560, height: 1440 } })

  test("rows are as high as what they hold, and toasts cover nothing and show what has the focus", async ({
    dashboard,
    page,
    simulator,
    zmqscope,
  }) => {
    await simulator.spawnWorkers(2)
    await dashboard.open(`${zmqscope.url}?present=throughput`, { theme: "dark" })
    for (const name of await dashboard.names("worker", 2)) {
      await expect
        .poll(() =>
          dashboard.workerRow(name).evaluate((row) => row.scrollHeight - row.clientHeight),
        )
        .toBe(0)
    }

    // By key: what a pointer pressed shows no focus.
    await page.getByRole("button", { name: "+ Slow worker" }).press("Enter")
    const toast = page.getByRole("listitem").filter({ hasText: /Spawned worker-/ })
    const foot = page.getByTestId("presenter-foot")
    await expect
      .poll(async () => isWithin(await toast.boundingBox(), await foot.boundingBox()))
      .toBe(true)
    const undo = toast.getByRole("button", { name: "Undo" })
    expect(await undo.evaluate((button) => button.clientHeight)).toBeGreaterThan(30)
    await undo.focus()
    await expect(undo).toHaveCSS("outline", /2px/)
  })
})

test("a link opens the presenter mode, which suits axe and any projector", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}, testInfo) => {
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(2, PATIENT_CLIENT)
  await dashboard.open(`${zmqscope.url}?present=throughput`)
  await expect(dashboard.chartSummary("Throughput")).toHaveAccessibleName(/from 2 workers/)
  expect(await findingsInBothThemes(page)).toEqual([])
  for (const theme of ["light", "dark"] as const) {
    await wearTheme(page, theme)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await expect(dashboard.figure("lost")).toBeInViewport()
      await expect(dashboard.chart("Throughput")).toBeInViewport({ ratio: 0.9 })
      await testInfo.attach(`presenter ${theme} ${size.width}x${size.height}`, {
        body: await page.screenshot(),
        contentType: "image/png",
      })
    }
  }
})

interface Box {
  readonly y: number
  readonly height: number
}

/** From top to bottom. */
function isWithin(inner: Box | null, outer: Box | null): boolean {
  if (inner === null || outer === null) return false
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height
}
