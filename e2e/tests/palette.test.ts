import { expect, sharedTest, test } from "../fixtures.js"
import { tabStops } from "../keyboard.js"

test("what the palette finds is done: spawn, switch, kill by name, go to an envelope", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)

  await test.step("so many of a kind, in any words", async () => {
    await dashboard.runCommand("3 fast worker", "Spawn 3 workers: Fast")
    await dashboard.expectCount("worker", 3)
    await expect(page.getByText("Spawned 3 workers")).toBeVisible()
    await dashboard.runCommand("spawn 2 eager", "Spawn 2 clients: Eager")
    await dashboard.expectCount("client", 2)
  })

  await test.step("a peer by its name", async () => {
    const [first = ""] = await dashboard.names("worker", 3)
    await dashboard.runCommand(`stop ${first}`, `Stop ${first}`)
    await dashboard.expectCount("worker", 2)
    const [client = ""] = await dashboard.names("client", 2)
    await dashboard.runCommand(`show ${client}`, `Show ${client}`)
    await expect(page).toHaveURL(new RegExp(`select=client%3A${client}$`))
  })

  await test.step("the broker, and back by the toast's Undo", async () => {
    await dashboard.runCommand("deal least", "Deal by least-outstanding")
    await expect(dashboard.dealing).toHaveAttribute("data-value", "least-outstanding")
    const undo = page
      .getByRole("listitem")
      .filter({ hasText: "least-outstanding" })
      .getByRole("button", { name: "Undo" })
    await undo.press("Enter")
    await expect(dashboard.dealing).toHaveAttribute("data-value", "dealer")
  })

  await test.step("what more than one goes down by is asked first", async () => {
    await dashboard.runCommand("kill all workers", "Kill all simulated workers…")
    await dashboard.dialog.getByRole("button", { name: "Kill" }).press("Enter")
    await dashboard.expectCount("worker", 0)
  })

  await test.step("an envelope by its number", async () => {
    await dashboard.runCommand("go to 1", "Go to envelope 1")
    await expect(page).toHaveURL(/envelope=1\b/)
  })
})

sharedTest(
  "the palette is a combobox that tells the help's keys, and what is left gives the focus back",
  async ({ dashboard, page, simulator, zmqscope }) => {
    await simulator.spawnWorkers(2)
    await dashboard.open(zmqscope.url)

    await test.step("every key of the help is told beside its command", async () => {
      await page.keyboard.press("?")
      const help = dashboard.dialog
      await expect(help.getByText("Kill a random worker")).toBeVisible()
      await expect(help.getByText("While presenting")).toBeVisible()
      await page.keyboard.press("Escape")
      await page.keyboard.press("ControlOrMeta+k")
      const kill = dashboard.dialog.getByRole("option", { name: "Kill a random worker" })
      await expect(kill.locator("kbd")).toHaveText("K")
    })

    await test.step("arrows move, nothing is found in nonsense, Escape leaves", async () => {
      const field = dashboard.dialog.getByRole("combobox")
      await expect(field).toBeFocused()
      const options = dashboard.dialog.getByRole("option")
      await expect(options.first()).toHaveAttribute("aria-selected", "true")
      await page.keyboard.press("ArrowDown")
      await expect(options.nth(1)).toHaveAttribute("aria-selected", "true")
      await expect(field).toHaveAttribute(
        "aria-activedescendant",
        (await options.nth(1).getAttribute("id")) ?? "",
      )
      await page.keyboard.press("ArrowUp")
      await page.keyboard.press("ArrowUp")
      await expect(options.last()).toHaveAttribute("aria-selected", "true")
      await page.keyboard.type("elephant")
      await expect(options).toHaveCount(0)
      await expect(dashboard.dialog.getByRole("status")).toHaveText("No such command.")
      await page.keyboard.press("Escape")
      await expect(dashboard.dialog).toHaveCount(0)
    })

    await test.step("the focus comes back, or goes where a command takes it", async () => {
      const opener = page.getByRole("button", { name: "Freeze", exact: true })
      await opener.focus()
      await dashboard.runCommand("kill all workers", "Kill all simulated workers…")
      await expect(dashboard.dialog.getByRole("button", { name: "Cancel" })).toBeFocused()
      await page.keyboard.press("Enter")
      await expect(opener).toBeFocused()
      await dashboard.runCommand("filter envelopes", "Filter the envelopes")
      await expect(dashboard.tapFilter).toBeFocused()
    })
  },
)

sharedTest(
  "the flow freezes and the panels open by the palette and by their keys",
  async ({ dashboard, page, simulator, zmqscope }) => {
    await simulator.spawnWorkers(1)
    await dashboard.open(zmqscope.url)
    const caption = page.getByTestId("flow-caption")
    await dashboard.runCommand("freeze flow", "Freeze or release time")
    await expect(caption).toContainText("frozen")
    await page.keyboard.press("f")
    await expect(caption).not.toContainText("frozen")
    await dashboard.runCommand("flow 1/4", "Time at a quarter of the speed")
    await expect(page.getByRole("radio", { name: "¼" })).toBeChecked()
    await dashboard.runCommand("flow 1/20", "Time at a twentieth of the speed")
    await expect(page.getByRole("radio", { name: "1/20" })).toBeChecked()
    await dashboard.runCommand("true speed", "Time at true speed")
    await expect(page).not.toHaveURL(/slow=/)

    await dashboard.runCommand("accounted for", "Where every request is")
    await expect(dashboard.term("received")).toBeVisible()
    await page.keyboard.press("Escape")
    await dashboard.runCommand("dealt", "Change how requests are dealt…")
    await expect(dashboard.dialog).toContainText("Which worker gets the next request")
    await page.keyboard.press("Escape")
    await expect(dashboard.dialog).toHaveCount(0)
    await page.keyboard.press("d")
    await expect(dashboard.dialog).toContainText("Which worker gets the next request")
    await page.keyboard.press("Escape")

    await dashboard.runCommand("prefetch 7", "Set the prefetch to 7")
    await expect(page.getByText("Prefetch is 7 now")).toBeVisible()
    await dashboard.runCommand("sort round", "Sort the envelopes by round trip")
    await expect(page).toHaveURL(/sort=rtt-desc/)
    await dashboard.runCommand("column attempt", "Show or hide the column attempt")
    await expect(page).toHaveURL(/columns=[^&]*attempt/)
    await dashboard.runCommand("hide p99", "Show or hide p99 in Round trip")
    await expect(page).toHaveURL(/hide=p99/)
  },
)

/**
 * What Tab stops at, and how the command begins that does the same; `$1` is the stop's own name.
 * Null: what is moved in, or read, by itself, and is no command.
 */
const STOPS: readonly (readonly [stop: RegExp, command: string | null])[] = [
  [/^button (Flowing|Idle)/, "How it stands"],
  [/^button Notices/, "Notices of the broker"],
  [/^button (\w+s) to/, "Copy where $1 connect"],
  [/^button Dealing/, "Change how requests are dealt…"],
  [/^button Pause broker$/, "Pause or resume the broker"],
  [/^button Connect$/, "Connect your own…"],
  [/^button Race$/, "Race: ways of dealing side by side…"],
  [/^button Present$/, "Present"],
  // The palette itself.
  [/^button Commands/, null],
  [/^button Theme/, "Switch the theme"],
  [/^button Keyboard shortcuts$/, "Keyboard shortcuts"],
  [/^button Every request accounted for/, "Where every request is"],
  [/^button \+\d+: (spawn .+)$/, "$1"],
  [/^button Kill one$/, "Kill a random worker"],
  [/^button More for (\w+)s$/, "Kill all simulated $1s…"],
  [/^button (client-1|worker-1)/, "Show $1"],
  [/^button Actions on (.+)$/, "Kill $1"],
  [/^radio 1×$/, "Time at true speed"],
  [/^button Freeze$/, "Freeze or release time"],
  [/^radio 1 min$/, "Charts show 1 minute"],
  [/^radio Time$/, "Panel: where time goes"],
  [/^button Heat map$/, "Round trips as a heat map, or percentiles"],
  [/^button Show ([\w-]+)/, "Show or hide $1"],
  [/^button \d+.*p99 ?/, "Trials: results side by side"],
  [/^button Trials$/, "Trials: results side by side"],
  [/^slider .*: time$/, null],
  [/^radio Envelopes$/, "Events, or envelopes again"],
  [/^combobox Filter envelopes$/, "Filter the envelopes"],
  [/^button Columns$/, "Show or hide the column outcome"],
  [
    /^button (#|client|worker|size|waiting, backlog, service|round trip|outcome)$/,
    "Sort the envelopes by $1",
  ],
  [/^button Envelope (\d+)$/, "Go to envelope $1"],
  [/^button (Previous|Next) envelope$/, "Open the "],
  [/^button Copy a link to this envelope$/, "Copy a link to this view"],
  [/^button Close the envelope$/, "Give up the selection"],
  [/^button .+ [\d.]+ \w*B\. /, null],
  [/^button Copy what is shown of the frame$/, "Copy what is shown of the frame"],
  [/^radio Text$/, "Show the frame as text"],
  [/^textarea The frame's bytes$/, null],
]

test("the palette holds every control of the page", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1)
  await simulator.spawnClients(1)
  await page.goto(new URL("/?envelope=1", zmqscope.url).href)
  await expect(dashboard.inspector).toHaveAttribute("data-frames", "kept")
  await expect(dashboard.chartSeries("Round trip", "p99")).toBeVisible()
  // Before the second trial, which a change begins, their place is the scenes'.
  await simulator.spawnWorkers(1)
  await expect(page.getByTestId("trial").nth(1)).toBeVisible()
  const wanted = new Set<string>()
  for (const stop of await tabStops(page)) {
    const [pattern, command] = STOPS.find(([known]) => known.test(stop)) ?? []
    expect(command, stop).not.toBeUndefined()
    if (pattern === undefined || typeof command !== "string") continue
    const [found = ""] = pattern.exec(stop) ?? []
    wanted.add(found.replace(pattern, command))
  }
  expect(wanted.size).toBeGreaterThan(30)
  await page.keyboard.press("ControlOrMeta+k")
  const field = dashboard.dialog.getByRole("combobox")
  for (const command of wanted) {
    await field.fill(command)
    const titles = dashboard.dialog.getByRole("option")
    await expect(titles.filter({ hasText: command }).first(), command).toBeVisible()
  }
})
