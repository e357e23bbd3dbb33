import type { Page } from "@playwright/test"
import { startZmqscope } from "@zmqscope/testkit"
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
  await dashboard.runCommand("twentieth", "Time at a twentieth of the speed")
  await dashboard.runCommand("panel fairness", "Panel: fairness")
  await dashboard.chartSeries("Throughput", "worker-1").click()
  await dashboard.runCommand("freeze charts", "Freeze or release time")
  await expect
    .poll(() => paramsOf(page))
    .toMatchObject({
      window: "5",
      latency: "heat",
      theme: "light",
      slow: "20",
      panel: "fairness",
      hide: expect.stringMatching(/^worker:\d+$/),
      freeze: expect.stringMatching(/^\d{13}(\.\d{1,3})?$/),
    })

  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.locator("html")).toHaveAttribute("data-theme", "light")
  await expect(other.getByRole("radio", { name: "5 min", exact: true })).toBeChecked()
  await expect(other.getByRole("radio", { name: "1/20" })).toBeChecked()
  await expect(other.getByRole("button", { name: "Heat map" })).toHaveAttribute(
    "aria-pressed",
    "true",
  )
  await expect(other.getByRole("button", { name: "Release" })).toBeVisible()
  await expect(
    other
      .getByRole("figure", { name: "Throughput" })
      .getByRole("button", { name: "Show worker-1" }),
  ).toHaveAttribute("aria-pressed", "false")
  await expect(other.getByTestId("fairness")).toBeVisible()
})

test("Back undoes the steps that somebody took, and a span is brushed, cleared, and chosen by keys", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)

  await test.step("Back undoes the steps, one by one", async () => {
    await dashboard.tapFilter.pressSequentially("outcome:returned")
    await page.keyboard.press("Enter")
    await dashboard.runCommand("go to 1", "Go to envelope 1")
    await expect(dashboard.inspector).toHaveAttribute("data-number", "1")
    await dashboard.inspector.getByRole("button", { name: "Close the envelope" }).click()
    await dashboard.brush("Queue depth", 0.6, 1)
    await expect(page).toHaveURL(/filter=outcome%3Areturned\+at%3A\d+/)
    await page.keyboard.press("p")
    await expect(page).toHaveURL(/present=queue/)

    await page.goBack()
    await expect(page).not.toHaveURL(/present=/)
    await page.goBack()
    await expect(dashboard.tapFilter).toHaveValue("outcome:returned")
    await page.goBack()
    await expect(dashboard.inspector).toHaveAttribute("data-number", "1")
    await page.goBack()
    await expect(dashboard.inspector).toHaveCount(0)
    await page.goBack()
    await expect(dashboard.tapFilter).toHaveValue("")
    await page.goForward()
    await expect(dashboard.tapFilter).toHaveValue("outcome:returned")
    await page.goBack()
    await expect(dashboard.tapFilter).toHaveValue("")
  })

  await test.step("a brushed span narrows the envelopes, and is on every chart", async () => {
    await dashboard.brush("Queue depth", 0.6, 1)
    await expect(page).toHaveURL(/filter=at%3A\d{13}\.\.\d{13}$/)
    const { filter } = paramsOf(page)
    await expect(dashboard.charts.locator(".chart-span")).toHaveCount(4)
    const field = dashboard.tap.getByRole("combobox", { name: "Filter envelopes" })
    await expect(field).toHaveValue(filter ?? "")
    await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()

    // One in which nothing was holds nothing.
    await dashboard.brush("Throughput", 0.02, 0.08)
    await expect(field).not.toHaveValue(filter ?? "")
    await expect(dashboard.tapRows).toHaveCount(0)
  })

  await test.step("it is cleared", async () => {
    await page.getByRole("button", { name: "Clear the span" }).click()
    await expect(page).not.toHaveURL(/filter=/)
    await expect(dashboard.charts.locator(".chart-span")).toHaveCount(0)
    await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  })

  await test.step("one chosen by keys begins where the cursor stands, not where an earlier one began", async () => {
    const slider = (chart: "Queue depth" | "Throughput") =>
      dashboard.chart(chart).getByRole("slider", { name: `${chart}: time` })
    await expect
      .poll(async () => Number(await slider("Queue depth").getAttribute("aria-valuemax")))
      .toBeGreaterThan(4)
    await page.keyboard.press("f")
    await slider("Queue depth").focus()
    await page.keyboard.press("Home")
    await page.keyboard.press("Shift+ArrowRight")
    await expect(page).toHaveURL(/filter=at/)
    const first = spanOf(paramsOf(page)["filter"])

    await slider("Throughput").focus()
    await slider("Queue depth").focus()
    await page.keyboard.press("Shift+ArrowLeft")
    await expect.poll(() => spanOf(paramsOf(page)["filter"]).fromMs).toBeGreaterThan(first.toMs)
  })
})

test.describe("when the broker has started anew", () => {
  // While nobody listens, the browser itself reports each attempt of the page to come back.
  test.use({ expectedComplaints: [/WebSocket connection to .* failed/] })

  test("a link to an envelope opens no other one of its number, and says why", async ({
    context,
    dashboard,
    page,
  }) => {
    await using first = await startZmqscope({ args: ["--seed", "7"] })
    await page.goto(new URL("/?envelope=1", first.url).href)
    await expect(dashboard.inspector).toHaveAttribute("data-frames", "kept")
    const run = await dashboard.run()
    await expect(page).toHaveURL(new RegExp(`envelope=1\\.${run}$`))
    const link = page.url()
    await first[Symbol.asyncDispose]()
    await using second = await startZmqscope({ args: ["--seed", "7"], ports: first.ports })
    const inspector = dashboard.inspector
    const words = `of an earlier run of the broker, ${run}`

    await test.step("in the page that stayed open", async () => {
      await expect(inspector).toHaveAttribute("data-frames", "of an earlier run")
      await expect(inspector).toContainText(words)
      await expect(inspector.getByTestId("inspector-story")).toHaveCount(0)
      await expect(inspector.getByRole("button", { name: "Next envelope" })).toBeDisabled()
      await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
      await expect(dashboard.tap.getByRole("button", { pressed: true })).toHaveCount(0)
    })

    const other = await context.newPage()
    await test.step("in a page opened by the link", async () => {
      await other.goto(link)
      await expect(other.getByTestId("inspector")).toContainText(words)
      // A request that is cut off by the next step would be complained of.
      await expect(other.locator("html")).toHaveAttribute("data-history", "ready")
    })

    await test.step("and a link without a run opens what has the number now", async () => {
      await other.goto(new URL("/?envelope=1", second.url).href)
      await expect(other.getByTestId("inspector-story")).toContainText("It waited")
      expect(new URL(other.url()).searchParams.get("envelope")).not.toContain(run)
    })
  })
})

function paramsOf(page: Page): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(page.url()).searchParams)
}

function spanOf(filter = ""): { readonly fromMs: number; readonly toMs: number } {
  const [, from, to] = /^at:(\d+)\.\.(\d+)$/.exec(filter) ?? []
  return { fromMs: Number(from), toMs: Number(to) }
}
