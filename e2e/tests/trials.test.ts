import type { Trial } from "@zmqscope/protocol"
import { expect, PATIENT_CLIENT, test } from "../fixtures.js"

test("two stretches are compared side by side, copied, and pinned on the charts, across a reload", async ({
  context,
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(4, { ...PATIENT_CLIENT, pace: { mode: "think", meanMs: 1 } })
  await dashboard.open(zmqscope.url)
  // One stretch alone is no strip yet.
  await expect.poll(() => lastP99(zmqscope.url)).not.toBeNull()
  await dashboard.deal({ dealing: "idle-first" })
  const after = dashboard.trial(/dealing: idle-first.*p99 \d/)
  await expect(after).toBeVisible()
  await after.click()
  await dashboard
    .trial(/p99 \d/)
    .nth(1)
    .click()

  const levels = dashboard.chart("Round trip").getByTestId("pin")
  for (const letter of ["A", "B"]) {
    await expect(levels.and(page.locator(`[data-letter=${letter}]`))).toHaveAttribute(
      "data-value",
      /\d/,
    )
  }
  await page.reload()
  await dashboard.waitUntilLive()
  await page.keyboard.press("r")
  await expect(dashboard.comparison).toContainText("Idle-first instead of dealer")
  await page.getByRole("button", { name: "Copy the comparison as Markdown" }).click()
  await expect(page.getByText("Copied the comparison")).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^\| {2}\| Trial \d+ \| Trial \d+ \| Difference \|\n/)
  expect(copied).toMatch(/\n\| p99 \| \d.* \| \d.* \| .*\|\n/)
})

async function lastP99(url: string): Promise<number | null> {
  const trials = (await (await fetch(`${url}/api/trials`)).json()) as Trial[]
  return trials.at(-1)?.figures.roundTripUs.p99 ?? null
}
