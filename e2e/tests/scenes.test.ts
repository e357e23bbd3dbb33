import type { Scene } from "@zmqscope/protocol"
import { findings } from "../axe.js"
import { expect, test } from "../fixtures.js"
import { unreadableTexts } from "../text-boxes.js"

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]
/** A scene waits for live facts, and a machine may be slow. */
const PATIENCE = { timeout: 120_000 }

test.describe("by themselves", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } })
  test.setTimeout(600_000)

  test("all scenes run to their end, each condition met, and leave nothing behind", async ({
    dashboard,
    page,
    request,
    zmqscope,
  }, testInfo) => {
    const { url } = zmqscope
    const scenes = (await (await request.get(`${url}/api/scenes`)).json()) as Scene[]
    expect(scenes).toHaveLength(6)
    for (const [at, { name }] of scenes.entries()) {
      const size = SIZES[at % SIZES.length]
      if (size !== undefined) await page.setViewportSize(size)
      await page.goto(
        `${url}/?present=queue&scene=${name}&pace=0&theme=${at % 2 ? "light" : "dark"}`,
      )
      await expect(dashboard.scene).toHaveAttribute("data-phase", "result", PATIENCE)
      await expect(dashboard.scene).toHaveAttribute("data-unmet", "0")
      // Every figure of what came of it was measured.
      await expect(dashboard.sceneResult).not.toContainText("—")
      await expect(dashboard.sceneResult.getByRole("button").last()).toBeInViewport({ ratio: 1 })
      expect(await unreadableTexts(page)).toEqual([])
      if (!process.env["PICTURES"]) continue
      const body = await page.screenshot()
      await testInfo.attach(`${name} ${size?.width}`, { body, contentType: "image/png" })
    }
    expect(await findings(page)).toEqual([])
    await dashboard.leaveScene()
    await expect(page).toHaveURL(/present=queue/)
    await expect.poll(() => brokers(url)).toEqual(["main"])
  })
})

test("a scene is led by keys, asks before it answers, and goes with its page", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  const { url } = zmqscope
  await dashboard.open(`${url}?filter=client:a`)
  await page.keyboard.press("e")
  await dashboard.dialog.getByRole("button", { name: "The slow worker" }).press("Enter")
  await expect(dashboard.scene).toBeVisible(PATIENCE)
  await expect(page).not.toHaveURL(/filter/)
  // From here on it goes no further by itself, but as soon as it can when it is asked to.
  await page.keyboard.press(" ")
  await expect(dashboard.scene).toHaveAttribute("data-phase", "telling", PATIENCE)
  await page.keyboard.press("ArrowRight")
  await expect(dashboard.scene).toHaveAttribute("data-phase", "asking", PATIENCE)
  await page.keyboard.press("1")
  await expect(dashboard.scene).toContainText("No. No, it harms.")
  await page.keyboard.press("ArrowRight")
  await expect(dashboard.scene).toHaveAttribute("data-step", "1")
  await expect(dashboard.scene).toHaveAttribute("data-phase", "telling", PATIENCE)
  await page.keyboard.press("ArrowLeft")
  await expect(dashboard.scene).toContainText("1 of 4")
  await page.keyboard.press("ArrowRight")
  await expect(dashboard.scene).toContainText("2 of 4")
  await expect(dashboard.scene).toHaveAttribute("data-unmet", "0")

  const [, before] = await brokers(url)
  await page.reload()
  await expect(dashboard.scene).toBeVisible(PATIENCE)
  await page.keyboard.press(" ")
  await expect(dashboard.scene).toHaveAttribute("data-phase", "telling", PATIENCE)
  await expect.poll(() => brokers(url)).not.toContain(before)
  await dashboard.leaveScene()
  await expect.poll(() => brokers(url)).toEqual(["main"])
  await expect(dashboard.tap).toBeVisible()
})

/** Names of the server's brokers. Asked from outside of the page, which would log what it may be refused. */
async function brokers(url: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/brokers`)
  const told = (await answer.json()) as { brokers: { name: string }[] }
  return told.brokers.map(({ name }) => name)
}
