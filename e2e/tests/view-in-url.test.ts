import type { Page } from "@playwright/test"
import { expect, test } from "../fixtures.js"

test.use({ args: ["--seed", "7"] })

test("a link reproduces the view: window, span, hidden series, heat map, theme, speed, panel", async ({
  context,
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  await page.keyboard.press("2")
  await page.keyboard.press("h")
  await page.keyboard.press("t")
  await dashboard.runCommand("twentieth", "Flow at a twentieth of the speed")
  await dashboard.runCommand("panel fairness", "Panel: fairness")
  await dashboard.chartSeries("Throughput", "worker-1").click()
  await dashboard.runCommand("freeze", "Freeze or release the charts")
  const params = await paramsOf(page)
  expect(params).toMatchObject({
    window: "5",
    latency: "heat",
    theme: "light",
    slow: "20",
    panel: "fairness",
  })
  expect(params["hide"]).toMatch(/^worker:\d+$/)
  expect(params["freeze"]).toMatch(/^\d{13}$/)

  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.locator("html")).toHaveAttribute("data-theme", "light")
  await expect(other.getByRole("radio", { name: "The last 5 minutes" })).toBeChecked()
  await expect(other.getByRole("radio", { name: "A twentieth of the speed" })).toBeChecked()
  await expect(other.getByRole("button", { name: "Heat map" })).toHaveAttribute(
    "aria-pressed",
    "true",
  )
  await expect(other.getByRole("button", { name: "Freeze the charts" })).toHaveAttribute(
    "aria-pressed",
    "true",
  )
  await expect(
    other
      .getByRole("figure", { name: "Throughput" })
      .getByRole("button", { name: "Show worker-1" }),
  ).toHaveAttribute("aria-pressed", "false")
  await expect(other.getByTestId("fairness")).toBeVisible()
})

test("a brushed span narrows the envelopes, is on every chart, and is cleared", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  await dashboard.brush("Queue depth", 0.6, 1)
  const { filter } = await paramsOf(page)
  expect(filter).toMatch(/^at:\d{13}\.\.\d{13}$/)
  await expect(dashboard.charts.locator(".chart-span")).toHaveCount(4)
  const field = dashboard.tap.getByRole("combobox", { name: "Filter envelopes" })
  await expect(field).toHaveValue(filter ?? "")
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()

  await test.step("a span in which nothing was holds nothing", async () => {
    await dashboard.brush("Throughput", 0.02, 0.08)
    await expect(field).not.toHaveValue(filter ?? "")
    await expect(dashboard.tapRows).toHaveCount(0)
  })

  await page.getByRole("button", { name: "Clear the span" }).click()
  await expect(page).not.toHaveURL(/filter=/)
  await expect(dashboard.charts.locator(".chart-span")).toHaveCount(0)
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
})

async function paramsOf(page: Page): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(new URL(page.url()).searchParams)
}
