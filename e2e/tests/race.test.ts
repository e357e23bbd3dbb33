import type { Brokers, Race } from "@zmqscope/protocol"
import { BY_COLOUR, findings, setTheme } from "../axe.js"
import { expect, test } from "../fixtures.js"
import { unreadableTexts } from "../text-boxes.js"

const SIZES = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]

// A page that goes while it asks leaves the answer.
test.use({ expectedComplaints: [/\/api\/races(\/\d+)? net::ERR_ABORTED/] })

test("two ways of dealing race: lanes, what is done to all of them, and who leads as the server says", async ({
  context,
  dashboard,
  page,
  request,
  zmqscope,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const { race } = dashboard
  const ask = async <T>(path: string) =>
    (await (await request.get(zmqscope.url + path)).json()) as T
  await dashboard.open(zmqscope.url)
  await race.open()
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await expect.poll(() => unreadableTexts(page), `setting up at ${size.width}`).toEqual([])
  }
  await race.start({ rounds: 1, seconds: 5, warmupSeconds: 0 })
  await race.waitForPhase("measuring")
  await expect(race.lanes).toHaveCount(2)
  await race.act("kill", 3)
  for (const letter of ["a", "b"]) {
    const places = async () => [...(await race.standing(letter)).keys()].join()
    await expect.poll(places).toBe("waiting,unseen,worker:1,worker:2,worker:4")
  }

  await race.waitUntilDone()
  const p99 = await race.verdict("p99Us")
  expect(p99.means).toHaveLength(2)
  const over = await ask<Race>("/api/races/1")
  expect(over.done.map(({ action }) => action)).toEqual([{ do: "kill", worker: 3 }])
  for (const { figure, leader, lanes } of over.verdicts) {
    expect(await race.verdict(figure), figure).toEqual({
      leader: leader === null ? "" : over.lanes[leader]?.letter,
      means: lanes.map((lane) => lane?.mean ?? null),
    })
  }
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await expect.poll(() => unreadableTexts(page), `over at ${size.width}`).toEqual([])
  }
  for (const theme of ["light", "dark"] as const) {
    await setTheme(page, theme)
    const rules = theme === "light" ? undefined : BY_COLOUR
    expect(await findings(page, "html", rules), theme).toEqual([])
  }
  await page.getByRole("button", { name: "Copy the table as Markdown" }).click()
  await expect(page.getByText("Copied the table")).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(
    /\n\| {2}\| a: dealer \| b: idle-first, prefetch 1 \| leads \| by chance \|\n/,
  )

  await page.getByRole("button", { name: "Change it" }).click()
  await race.start({ seconds: 600 })
  await race.waitForPhase("measuring")
  // Without its number, too, the one that goes on is found again.
  await page.goto(`${zmqscope.url}/?view=race`)
  await expect(race.main).toHaveAttribute("data-number", "2")
  await race.waitForPhase("measuring")
  await page.keyboard.press("w")
  await expect.poll(async () => (await race.standing("b")).has("worker:5")).toBe(true)
  await race.cancel()
  const { brokers } = await ask<Brokers>("/api/brokers")
  expect(brokers.map(({ name }) => name)).toEqual(["main"])
  await expect(page.getByRole("region", { name: "Other races" })).toContainText("Race 1: dealer")
})

test.describe("a part of the page that does not load", () => {
  test.use({ expectedComplaints: [/\/assets\/RaceView-|Failed to load resource/] })

  test("is said to be missing, and comes when it is asked for again", async ({
    dashboard,
    page,
    zmqscope,
  }) => {
    const part = /\/assets\/RaceView-[^/]*\.js$/
    await page.route(part, (route) => route.abort())
    await dashboard.open(zmqscope.url)
    await page.keyboard.press("g")
    const alert = page.getByRole("alert").filter({ hasText: "could not be loaded" })
    await expect(alert).toContainText("The part of the page that shows the race")
    await page.unroute(part)
    await alert.getByRole("button", { name: "Try again" }).click()
    await expect(page.getByRole("button", { name: "Start the race" })).toBeVisible()
    await expect(alert).toHaveCount(0)
  })
})
