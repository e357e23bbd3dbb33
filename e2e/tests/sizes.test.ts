import { expect, test } from "../fixtures.js"

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
]

for (const state of ["empty", "busy"] as const) {
  test.describe(state, () => {
    test.use({ args: state === "empty" ? ["--empty"] : ["--seed", "7"] })

    test(`the ${state} page fits every size, in light and dark`, async ({
      dashboard,
      page,
      zmqscope,
    }, testInfo) => {
      for (const theme of ["light", "dark"] as const) {
        await dashboard.open(zmqscope.url, { theme })
        if (state === "busy") {
          await dashboard.expectCount("client", 4)
          await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
        }
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
      }
    })
  })
}

/** How far the page can be scrolled to the side. Runs in the page. */
function sidewaysOverflowPx(): number {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth - clientWidth
}
