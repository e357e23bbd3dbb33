import type { Sweep } from "@zmqscope/protocol"
import { findingsInBothThemes } from "../axe.js"
import { expect, test } from "../fixtures.js"
import { unreadableTexts } from "../text-boxes.js"

const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]

test("what queueing theory says, and a sweep of load against latency with its knee, kept by the server", async ({
  context,
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const { theory, sweep } = dashboard
  const allReadable = async (what: string) => {
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await expect.poll(() => unreadableTexts(page), `${what} at ${size.width}`).toEqual([])
    }
  }
  const wellSeen = async (what: string) => {
    expect(await findingsInBothThemes(page), what).toEqual([])
  }
  await dashboard.open(`${zmqscope.url}/?panel=theory`)
  await theory.expectStanding("empty")
  await dashboard.deal({ dealing: "idle-first", prefetch: 1 })
  await simulator.spawnWorkers(2, {
    serviceTime: { distribution: "exponential", meanMs: 5 },
    failure: { mode: "none" },
  })
  const [client = ""] = await simulator.spawnClients(1, {
    arrivals: { process: "poisson", perSecond: 40 },
    sizeBytes: 32,
    timeoutMs: 600_000,
    outstanding: 10_000,
  })
  await theory.open()
  await theory.expectStanding("applies")
  await theory.expectUtilisation({ between: [0.05, 1] })
  await theory.expectLittle("holds")
  await expect(theory.panel).toContainText("All that M/M/2 supposes holds here.")
  await allReadable("theory")
  await wellSeen("theory")
  await dashboard.deal({ dealing: "dealer" })
  await theory.expectStanding("does-not-apply")
  await expect(theory.panel).toContainText("each worker has a queue of its own")
  await request.delete(`${zmqscope.url}/api/clients/${client}?mode=kill`)

  await sweep.open()
  await allReadable("setting up")
  await page.getByRole("spinbutton", { name: "To", exact: true }).fill("10")
  await expect(page.getByRole("button", { name: "Start the sweep" })).toBeDisabled()
  await sweep.start({ from: 20, to: 60, steps: 3, seconds: 1, settleSeconds: 0 })
  await sweep.waitUntilDone()
  const [lightest] = await sweep.loads()
  expect(lightest?.perSecond).toBe(20)
  const told = async (number: number) =>
    (await (await request.get(`${zmqscope.url}/api/sweeps/${number}`)).json()) as Sweep
  const { points, kneePerSecond } = await told(1)
  const shown = points.map(({ perSecond, returnedPerSecond, intendedUs }) => ({
    perSecond,
    returnedPerSecond,
    p99Us: intendedUs.p99,
    isKnee: perSecond === kneePerSecond,
  }))
  expect(await sweep.loads()).toEqual(shown)
  expect(await sweep.knee()).toBe(kneePerSecond)
  await allReadable("over")
  await wellSeen("over")
  await page.getByRole("button", { name: "Copy the table as Markdown" }).click()
  await expect(page.getByText("Copied the table")).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    "\n| Load | Replies | p50 | p95 | p99 |",
  )

  // It is the server's: it outlives the page.
  await page.reload()
  await sweep.waitUntilDone()
  expect(await sweep.loads()).toEqual(shown)
  await page.getByRole("button", { name: "Change it" }).click()
  await sweep.start({ seconds: 120 })
  await page.goto(`${zmqscope.url}/?view=sweep`)
  await expect(sweep.main).toHaveAttribute("data-number", "2")
  await sweep.cancel()
  expect(await told(2)).toMatchObject({ state: "cancelled", points: [] })
  await expect(page.getByRole("region", { name: "Other sweeps" })).toContainText(
    /Sweep 1: (Done|Ended)/,
  )
  await page.keyboard.press("Escape")
  await dashboard.waitUntilLive()
  await dashboard.expectCount("client", 0)
})
