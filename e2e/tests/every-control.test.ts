import type { Locator, Page } from "@playwright/test"
import { type Dashboard, ServerApi } from "@zmqscope/page-object"
import { expect, sharedTest as test } from "../fixtures.js"
import { focusItem, tabStops, tabTo } from "../keyboard.js"

/** No test here moves the mouse: a click would be a `mouse` or a `click()`. */
interface Desk {
  readonly page: Page
  readonly dashboard: Dashboard
  /** To put back what a control has done, where no control does. */
  readonly api: ServerApi
}

interface Control {
  /** Its role and name, as tabStops tells them. Of several alike the first is used. */
  readonly stop: RegExp
  readonly find: (desk: Desk) => Locator
  /** Uses it, holds that it did something, and leaves the page as it was. It has the focus. */
  readonly use: (desk: Desk, control: Locator) => Promise<void>
}

const button =
  (name: string | RegExp) =>
  ({ page }: Desk) =>
    page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).first()

/** Enter opens something, Escape closes it, and the focus comes back. */
const opens =
  (what: (desk: Desk) => Locator) =>
  async (desk: Desk, control: Locator): Promise<void> => {
    await desk.page.keyboard.press("Enter")
    await expect(what(desk)).toBeVisible()
    await desk.page.keyboard.press("Escape")
    await expect(what(desk)).toHaveCount(0)
    await expect(control).toBeFocused()
  }

/** A key changes the address, and the same or another changes it back. */
const turns =
  (there: string, search: RegExp, back: string) =>
  async ({ page }: Desk): Promise<void> => {
    await page.keyboard.press(there)
    await expect(page).toHaveURL(search)
    await page.keyboard.press(back)
    await expect(page).not.toHaveURL(search)
  }

const dialog = ({ dashboard }: Desk) => dashboard.dialog
const menu = ({ page }: Desk) => page.getByRole("menu")

/** Enter does what a button is named for, and names it for the way back; once more is that. */
const renames = async ({ page }: Desk, control: Locator): Promise<void> => {
  const before = (await control.textContent()) ?? ""
  await page.keyboard.press("Enter")
  await expect(control).not.toHaveText(before)
  await expect(control).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(control).toHaveText(before)
}

function spawn(kind: "client" | "worker", more: number): Control {
  const name = `\\+${more}: spawn .*${kind}`
  return {
    stop: new RegExp(`^button ${name}`),
    find: button(new RegExp(`^${name}`)),
    use: async ({ page, dashboard, api }) => {
      const before = new Set(await dashboard.names(kind))
      await page.keyboard.press("Enter")
      await dashboard.expectCount(kind, before.size + more)
      // They work by far harder than those that the rest is tried with.
      for (const peer of await (kind === "client" ? api.clients() : api.workers())) {
        if (!before.has(peer.name)) await api.kill(kind, peer.name)
      }
      await dashboard.expectCount(kind, before.size)
    },
  }
}

function peers(kind: "client" | "worker"): readonly Control[] {
  const rows = ({ dashboard }: Desk) =>
    kind === "client" ? dashboard.clientRows : dashboard.workerRows
  return [
    {
      stop: new RegExp(`^button More for ${kind}s$`),
      find: button(`More for ${kind}s`),
      use: opens(menu),
    },
    {
      stop: new RegExp(`^button ${kind}-\\d+`),
      find: (desk) => rows(desk).first().getByRole("button").first(),
      use: turns("Enter", new RegExp(`select=${kind}`), "Enter"),
    },
    {
      stop: new RegExp(`^button Actions on ${kind}-`),
      find: (desk) =>
        rows(desk)
          .first()
          .getByRole("button", { name: /^Actions on/ }),
      use: async (desk, control) => {
        await desk.page.keyboard.press("Enter")
        await focusItem(desk.page, desk.page.getByRole("menuitem", { name: /^Change/ }))
        await desk.page.keyboard.press("Enter")
        await expect(desk.dashboard.dialog).toContainText(`Change ${kind}-`)
        await desk.page.keyboard.press("Escape")
        await expect(desk.dashboard.dialog).toHaveCount(0)
        await expect(control).toBeFocused()
      },
    },
  ]
}

const radio =
  (name: string) =>
  ({ page }: Desk) =>
    page.getByRole("radio", { name, exact: true })

/** Enter copies the endpoint that the control shows, and a toast says which. */
const copies = async ({ page }: Desk, control: Locator): Promise<void> => {
  const endpoint = await control.getAttribute("data-value")
  expect(endpoint).toMatch(/^tcp:/)
  await page.keyboard.press("Enter")
  await expect(page.getByText(`Copied ${endpoint}`)).toBeVisible()
}

const HEADER: readonly Control[] = [
  {
    stop: /^button (Flowing|Idle)/,
    find: ({ dashboard }) => dashboard.badge.getByRole("button"),
    use: opens(dialog),
  },
  { stop: /^button Notices/, find: ({ dashboard }) => dashboard.notices, use: opens(dialog) },
  {
    stop: /^button clients to/,
    find: button(/^clients to/),
    use: copies,
  },
  {
    stop: /^button workers to/,
    find: button(/^workers to/),
    use: copies,
  },
  { stop: /^button Dealing/, find: button(/^Dealing/), use: opens(dialog) },
  {
    stop: /^button Pause broker$/,
    find: button(/^(Pause|Resume) broker$/),
    use: renames,
  },
  { stop: /^button Connect$/, find: button("Connect"), use: opens(dialog) },
  {
    stop: /^button Race$/,
    find: button("Race"),
    use: async ({ page, dashboard }) => {
      await page.keyboard.press("Enter")
      await expect(dashboard.race.main).toBeVisible()
      await page.keyboard.press("Escape")
      await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
    },
  },
  {
    stop: /^button Present$/,
    find: button("Present"),
    use: turns("Enter", /present=queue/, "Escape"),
  },
  { stop: /^button Commands/, find: button(/^Commands/), use: opens(dialog) },
  {
    stop: /^button Theme/,
    find: button(/^Theme/),
    use: async ({ page }) => {
      for (const theme of ["light", "dark"]) {
        await page.keyboard.press("Enter")
        await expect(page).toHaveURL(new RegExp(`theme=${theme}$`))
      }
      await page.keyboard.press("Enter")
      await expect(page).not.toHaveURL(/theme=/)
    },
  },
  { stop: /^button Keyboard shortcuts$/, find: button("Keyboard shortcuts"), use: opens(dialog) },
  {
    stop: /^button Every request accounted for/,
    find: ({ dashboard }) => dashboard.conservation,
    use: opens(({ dashboard }) => dashboard.term("received")),
  },
]

const HERO: readonly Control[] = [
  spawn("client", 1),
  spawn("client", 10),
  ...peers("client"),
  {
    stop: /^radio 1×$/,
    find: radio("1×"),
    use: turns("ArrowRight", /slow=4/, "ArrowLeft"),
  },
  {
    stop: /^button Freeze/,
    find: button(/^(Freeze|Release)$/),
    use: renames,
  },
  spawn("worker", 1),
  spawn("worker", 5),
  {
    stop: /^button Kill one$/,
    find: button("Kill one"),
    use: async ({ page, dashboard }) => {
      const before = Number(await dashboard.workerCount.getAttribute("data-value"))
      await page.keyboard.press("Enter")
      // It asks first when the worker that was drawn has requests in hand.
      const yes = dashboard.dialog.getByRole("button", { name: "Kill", exact: true })
      await expect(yes.or(page.getByText(/^Killed worker-/)).first()).toBeVisible()
      if (await yes.isVisible()) {
        await tabTo(page, yes)
        await page.keyboard.press("Enter")
      }
      await dashboard.expectCount("worker", before - 1)
    },
  },
  ...peers("worker"),
]

const slider = ({ page }: Desk) => page.getByRole("slider", { name: "Queue depth: time" })

const CHARTS: readonly Control[] = [
  {
    stop: /^radio 1 min$/,
    find: radio("1 min"),
    use: turns("ArrowRight", /window=5/, "ArrowLeft"),
  },
  {
    stop: /^radio Time$/,
    find: radio("Time"),
    use: turns("ArrowRight", /panel=fairness/, "ArrowLeft"),
  },
  {
    stop: /^button Heat map$/,
    find: button("Heat map"),
    use: async (desk) => {
      await desk.page.keyboard.press("Enter")
      await expect(desk.page).toHaveURL(/latency=heat/)
      // Charts draw later than the address changes, and the heat map takes the labels away.
      await expect(button("Show p99")(desk)).toHaveCount(0)
      await desk.page.keyboard.press("Enter")
      await expect(desk.page).not.toHaveURL(/latency=heat/)
      await expect(button("Show p99")(desk)).toBeVisible()
    },
  },
  { stop: /^button Show /, find: button("Show p99"), use: turns("Enter", /hide=p99/, "Enter") },
  {
    stop: /^button \d+.*p99/,
    // The oldest: others come.
    find: ({ page }) => page.getByTestId("trial").last(),
    use: turns("Enter", /trials=\d/, "Enter"),
  },
  { stop: /^button Trials$/, find: button("Trials"), use: opens(dialog) },
  {
    stop: /^slider .*: time$/,
    find: slider,
    use: async ({ page, dashboard }) => {
      await page.keyboard.press("ArrowLeft")
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("Shift+ArrowLeft")
      await expect(page).toHaveURL(/filter=at%3A\d+/)
      await expect(dashboard.charts.locator(".chart-span")).toHaveCount(4)
      await page.keyboard.press("Escape")
      await expect(page).not.toHaveURL(/filter=/)
    },
  },
]

const TAP: readonly Control[] = [
  {
    stop: /^radio Envelopes$/,
    find: radio("Envelopes"),
    use: turns("ArrowRight", /list=events/, "ArrowLeft"),
  },
  {
    stop: /^combobox Filter envelopes/,
    find: ({ dashboard }) => dashboard.tap.getByRole("combobox", { name: "Filter envelopes" }),
    use: async ({ page }) => {
      await page.keyboard.type("outcome:lost ")
      await expect(page).toHaveURL(/filter=outcome%3Alost/)
      await page.keyboard.press("ControlOrMeta+a")
      await page.keyboard.press("Delete")
      await expect(page).not.toHaveURL(/filter=/)
      await page.keyboard.press("Escape")
    },
  },
  { stop: /^button Columns$/, find: button("Columns"), use: opens(menu) },
  {
    stop: /^button (#|client|worker|size|waiting, backlog, service|round trip|outcome)$/,
    find: ({ dashboard }) =>
      dashboard.tap.getByRole("columnheader").getByRole("button", { name: "round trip" }),
    use: async ({ page, dashboard }) => {
      await page.keyboard.press("Enter")
      await expect(dashboard.tap.getByRole("columnheader", { name: "round trip" })).toHaveAttribute(
        "aria-sort",
        /.+/,
      )
      await tabTo(page, dashboard.tap.getByRole("columnheader").getByRole("button", { name: "#" }))
      await page.keyboard.press("Enter")
    },
  },
  {
    stop: /^button Envelope [\d,]+$/,
    find: ({ dashboard }) => dashboard.tapRows.first().getByRole("button").first(),
    use: turns("Enter", /envelope=\d/, "Escape"),
  },
]

const CONTROLS = [...HEADER, ...HERO, ...CHARTS, ...TAP]

test("every control of the page works by keyboard alone", async ({
  context,
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  // Hundreds of key presses, one after the other.
  test.slow()
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(2, QUIET_CLIENT)
  await dashboard.open(zmqscope.url)
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  await expect(dashboard.chartSeries("Round trip", "p99")).toBeVisible()
  // Before the second trial, which a change begins, their place is the scenes'.
  await simulator.spawnWorkers(1)
  await expect(page.getByTestId("trial").nth(1)).toBeVisible()

  await test.step("there is no control that this test does not know", async () => {
    const stops = await tabStops(page)
    for (const stop of stops) {
      expect(
        CONTROLS.filter((control) => control.stop.test(stop)),
        stop,
      ).not.toEqual([])
    }
    for (const control of CONTROLS) {
      expect(
        stops.filter((stop) => control.stop.test(stop)),
        String(control.stop),
      ).not.toEqual([])
    }
  })

  const desk = { page, dashboard, api: new ServerApi(request, zmqscope.url) }
  for (const control of CONTROLS) {
    await test.step(String(control.stop), async () => {
      const found = control.find(desk)
      await tabTo(page, found)
      await control.use(desk, found)
    })
  }
})

/** It asks now and then, so that nothing moves under a test's feet. */
const QUIET_CLIENT = {
  pace: { mode: "think", meanMs: 500 },
  sizeBytes: 64,
  timeoutMs: 600_000,
  retries: 0,
} as const
