import { expect, type Locator, type Page } from "@playwright/test"

export type PeerKind = "client" | "worker"

/** Key figures, by what they show. Round trips are in microseconds. */
const FIGURES = {
  receivedPerSecond: "figure-received-rate",
  inFlight: "figure-in-flight",
  waiting: "figure-waiting",
  p50: "figure-p50",
  p95: "figure-p95",
  p99: "figure-p99",
  lost: "figure-lost",
} as const
export type FigureName = keyof typeof FIGURES

export type ChartName = "Queue depth" | "Throughput" | "Round trip" | "Where time goes" | "Fairness"

/** The terms of the conservation check: the fields of `totals`, and beside their sum `requeued`. */
export type Term =
  | "received"
  | "returned"
  | "undeliverable"
  | "lost"
  | "rejected"
  | "expired"
  | "shed"
  | "waiting"
  | "inFlight"
  | "requeued"

export interface DealingChange {
  readonly dealing?:
    | "dealer"
    | "round-robin"
    | "weighted"
    | "least-outstanding"
    | "idle-first"
    | "join-idle-queue"
    | "random"
    | "two-choices"
    | "peak-ewma"
    | "shortest-expected-wait"
    | "sticky"
  readonly prefetch?: number
  readonly onWorkerLoss?: "lose" | "requeue"
}

/** By itself a poll asks once a second before long, and every wait would end so much later. */
const OFTEN = { timeout: 60_000, intervals: [100] }

export interface OpenOptions {
  readonly theme?: "light" | "dark"
}

/**
 * The dashboard, for tests of it and of what is built around it. Everything is found by role and
 * name, or by the `data-testid` of a live region; facts are read from `data-*` attributes, which
 * hold plain numbers. What is asked for is waited for: no method takes or needs a delay.
 */
export class Dashboard {
  readonly page: Page
  /** `<html>`: `data-stream-state`, `data-applied-seq`, `data-run`, `data-history`, `data-theme`. */
  readonly root: Locator
  /** The state of the traffic, in words; `data-tone`: good | warn | quiet. A click tells all of it. */
  readonly badge: Locator
  /** Peers that were refused or cut: `data-value`: how many. A click lists them. */
  readonly notices: Locator
  readonly figures: Locator
  readonly conservation: Locator
  readonly charts: Locator
  /** Where requests are on their way, drawn; its words can be read. */
  readonly flow: Locator
  readonly tap: Locator
  readonly tapRows: Locator
  readonly tapFilter: Locator
  /** `data-value`: how many envelopes are listed; `data-held`: whether the list stands. */
  readonly tapCount: Locator
  /** The envelope that is open: `data-number`, `data-state`, `data-frames`. */
  readonly inspector: Locator
  readonly clientCount: Locator
  readonly workerCount: Locator
  readonly clientRows: Locator
  readonly workerRows: Locator
  /** Opens the panel of the way of dealing; `data-value` is the one in force. */
  readonly dealing: Locator
  /** Who idles while others queue: `data-value` in total, microseconds, in the charts' window. */
  readonly fairness: Locator
  /** The scene that is played: `data-name`, `data-phase`, `data-step` (from 0), `data-unmet`. */
  readonly scene: Locator
  /** What came of it, once it has been told. */
  readonly sceneResult: Locator
  /** Two trials side by side, while they are shown. */
  readonly comparison: Locator
  /** The dialog that is open: one at a time. */
  readonly dialog: Locator

  constructor(page: Page) {
    this.page = page
    this.root = page.locator("html")
    this.badge = page.getByTestId("connection-badge")
    this.notices = page.getByTestId("notices")
    this.figures = page.getByRole("region", { name: "Key figures" })
    this.conservation = page.getByTestId("conservation")
    this.charts = page.getByTestId("charts")
    this.flow = page.getByTestId("flow")
    this.tap = page.getByTestId("tap")
    this.tapRows = page.getByTestId("tap-row")
    this.tapFilter = page.getByTestId("tap-filter")
    this.tapCount = page.getByTestId("tap-count")
    this.inspector = page.getByTestId("inspector")
    this.clientCount = page.getByTestId("client-count")
    this.workerCount = page.getByTestId("worker-count")
    this.clientRows = page.getByTestId("client-row")
    this.workerRows = page.getByTestId("worker-row")
    this.dealing = page.getByTestId("dealing")
    this.fairness = page.getByTestId("fairness")
    this.scene = page.getByTestId("scene")
    this.sceneResult = page.getByTestId("scene-result")
    this.comparison = page.getByTestId("comparison")
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"))
  }

  /** Opens the page of a server and waits until it shows live figures and history. */
  async open(url: string, { theme }: OpenOptions = {}): Promise<void> {
    const address = new URL(url)
    if (theme !== undefined) address.searchParams.set("theme", theme)
    await this.page.goto(address.href)
    await this.waitUntilLive()
  }

  /** Waits until the stream is live, the history is drawn and the first figures stand. */
  async waitUntilLive(): Promise<void> {
    await expect(this.root).toHaveAttribute("data-stream-state", "live")
    await expect(this.root).toHaveAttribute("data-history", "ready")
    await expect(this.figure("lost")).toHaveAttribute("data-value", /\d/)
  }

  /** Waits until every record below `sequence` is on the page. */
  async waitForApplied(sequence: number): Promise<void> {
    await expect
      .poll(() => this.#number(this.root, "data-applied-seq"), OFTEN)
      .toBeGreaterThanOrEqual(sequence)
  }

  /** Names the run of the broker that is shown; empty while it is down. */
  async run(): Promise<string> {
    return (await this.root.getAttribute("data-run")) ?? ""
  }

  // --- figures -----------------------------------------------------------------------------------

  figure(name: FigureName): Locator {
    return this.page.getByTestId(FIGURES[name])
  }

  /** The number that a figure shows; NaN while it is unknown. */
  figureValue(name: FigureName): Promise<number> {
    return this.#number(this.figure(name), "data-value")
  }

  /** Waits until the state of the traffic says so: `Flowing`, `Paused`. */
  async expectState(headline: string | RegExp): Promise<void> {
    await expect(this.badge.getByRole("status")).toHaveText(headline)
  }

  /** Waits until a figure shows a number. */
  async expectFigure(name: FigureName, value: number): Promise<void> {
    await expect(this.figure(name)).toHaveAttribute("data-value", String(value))
  }

  /** Opens the terms of the conservation check. Escape closes them. */
  async openTerms(): Promise<void> {
    await this.conservation.click()
    await expect(this.term("received")).toBeVisible()
  }

  /** One term of the check, while they are open. */
  term(name: Term): Locator {
    return this.page
      .getByTestId("conservation-term")
      .and(this.page.locator(`[data-term="${name}"]`))
  }

  async expectTerm(name: Term, value: number): Promise<void> {
    await expect(this.term(name)).toHaveAttribute("data-value", String(value))
  }

  // --- peers -------------------------------------------------------------------------------------

  /** The row of one peer, external ones too. Rows far out of sight in a long list are not there. */
  row(kind: PeerKind, name: string): Locator {
    const rows = kind === "client" ? this.clientRows : this.workerRows
    return rows.and(this.page.locator(`[data-name=${JSON.stringify(name)}]`))
  }

  clientRow(name: string): Locator {
    return this.row("client", name)
  }

  workerRow(name: string): Locator {
    return this.row("worker", name)
  }

  /** Names of the peers in sight; with a count, once so many are listed and all of them in sight. */
  async names(kind: PeerKind, count?: number): Promise<readonly string[]> {
    const rows = kind === "client" ? this.clientRows : this.workerRows
    if (count !== undefined) {
      await this.expectCount(kind, count)
      await expect(rows).toHaveCount(count)
    }
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-name") ?? ""))
  }

  /** What each worker in sight has served, by its name. */
  async served(): Promise<Readonly<Record<string, number>>> {
    return this.workerRows.evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.getAttribute("data-name"), Number(row.getAttribute("data-served"))]),
      ),
    )
  }

  async expectCount(kind: PeerKind, count: number): Promise<void> {
    const shown = kind === "client" ? this.clientCount : this.workerCount
    await expect(shown).toHaveAttribute("data-value", String(count))
  }

  /** Opens the dialog that asks how many and how they behave. Escape closes it. */
  async openSpawnDialog(kind: PeerKind): Promise<void> {
    await this.page.getByRole("button", { name: `More for ${kind}s` }).click()
    await this.page.getByRole("menuitem", { name: `Spawn ${kind}s` }).click()
    await expect(this.dialog).toBeVisible()
  }

  /** Spawns clients of the usual behaviour and waits until they are listed. */
  spawnClients(count: number): Promise<void> {
    return this.#spawn("client", count)
  }

  /** Spawns workers of the usual behaviour and waits until they are listed. */
  spawnWorkers(count: number): Promise<void> {
    return this.#spawn("worker", count)
  }

  /** Kills one peer, says yes if the page asks, and waits until it is gone. */
  async kill(kind: PeerKind, name: string): Promise<void> {
    await this.#choose(kind, name, "Kill")
    await this.#sayYesUntil("Kill", async () => (await this.row(kind, name).count()) === 0)
  }

  killClient(name: string): Promise<void> {
    return this.kill("client", name)
  }

  killWorker(name: string): Promise<void> {
    return this.kill("worker", name)
  }

  /** Lets a peer finish what it has in hand, and waits until it is gone. */
  async stop(kind: PeerKind, name: string): Promise<void> {
    await this.#choose(kind, name, "Stop")
    await expect(this.row(kind, name)).toHaveCount(0)
  }

  /** Closes the connection of an external worker; most connect again, as a new worker. */
  async disconnect(name: string): Promise<void> {
    await this.#choose("worker", name, "Disconnect")
    const told = this.page.getByText(`Disconnected ${name}`)
    await this.#sayYesUntil("Disconnect", () => told.isVisible())
  }

  /** What can be done to one peer, open. Escape closes it. */
  async openMenu(kind: PeerKind, name: string): Promise<void> {
    await this.row(kind, name)
      .getByRole("button", { name: `Actions on ${name}` })
      .click()
  }

  /** An item of the menu that is open, by how its text begins. */
  menuItem(item: string): Locator {
    return this.page.getByRole("menuitem", { name: new RegExp(`^${item}`) })
  }

  /** Deals nothing more to a worker. A simulated one goes when it has replied to all it had. */
  async drain(name: string): Promise<void> {
    await this.#choose("worker", name, "Drain")
    await expect(this.page.getByText(`Nothing more is dealt to ${name}`)).toBeVisible()
  }

  // --- dealing -----------------------------------------------------------------------------------

  /** Changes how requests are dealt from the panel, and waits until it is in force. */
  async deal(settings: DealingChange): Promise<void> {
    await this.dealing.click()
    const { dealing, prefetch, onWorkerLoss } = settings
    if (dealing !== undefined) await this.#radio(dealing).check()
    if (prefetch !== undefined) {
      await this.dialog
        .getByRole("spinbutton", { name: "Prefetch", exact: true })
        .fill(String(prefetch))
    }
    if (onWorkerLoss !== undefined) await this.#radio(onWorkerLoss).check()
    await this.dialog.getByRole("button", { name: "Apply" }).click()
    await expect(this.dialog).toHaveCount(0)
    if (dealing !== undefined) await expect(this.dealing).toHaveAttribute("data-value", dealing)
  }

  /** Shows the fairness view as the last of the charts. */
  async openFairness(): Promise<void> {
    await this.charts.getByText("Fairness", { exact: true }).first().click()
    await expect(this.fairness).toBeVisible()
  }

  /** Time that workers idled while requests stood in others' backlogs, in the window, microseconds. */
  idleWhileQueuedUs(): Promise<number> {
    return this.#number(this.fairness, "data-value")
  }

  /** `data-share`, `data-busy` (0 to 1), and `data-value`: idle while queued, microseconds. */
  fairnessRow(name: string): Locator {
    return this.page
      .getByTestId("fairness-row")
      .and(this.page.locator(`[data-name=${JSON.stringify(name)}]`))
  }

  // --- trials and scenes -------------------------------------------------------------------------

  /** Stretches between two changes, the newest first, by what is written on them; a click picks one. */
  trial(text: string | RegExp): Locator {
    return this.page.getByTestId("trial").filter({ hasText: text })
  }

  /** Leaves the scene, for what was there before it. */
  async leaveScene(): Promise<void> {
    await this.scene.getByRole("button", { name: "Leave" }).click()
    await expect(this.scene).toHaveCount(0)
    await this.waitUntilLive()
  }

  // --- commands ----------------------------------------------------------------------------------

  /** Opens the palette, looks for a command in any words of its title, and runs it. */
  async runCommand(query: string, title: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+k")
    await expect(this.dialog.getByRole("combobox")).toBeFocused()
    await this.page.keyboard.type(query)
    const found = this.dialog.getByRole("option", { name: title, exact: true })
    await expect(found).toHaveAttribute("aria-selected", "true")
    await this.page.keyboard.press("Enter")
    await expect(found).toHaveCount(0)
  }

  // --- charts and tap ----------------------------------------------------------------------------

  chart(name: ChartName): Locator {
    return this.charts.getByRole("figure", { name })
  }

  /** What a chart says to those who cannot see it: its state and trend in a sentence. */
  chartSummary(name: ChartName): Locator {
    return this.chart(name).getByRole("img", { name })
  }

  /** Drags over a chart, between two shares of its width. */
  async brush(name: ChartName, from: number, to: number): Promise<void> {
    const plot = this.chart(name).getByRole("slider")
    const box = await plot.boundingBox()
    if (box === null) throw new Error(`the plot of ${name} is not in sight`)
    const y = box.y + box.height / 2
    await this.page.mouse.move(box.x + from * box.width, y)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + to * box.width, y, { steps: 4 })
    await this.page.mouse.up()
  }

  /** The label at the end of a series, which turns it off and on: `worker-1`, `waiting`, `p99`. */
  chartSeries(name: ChartName, series: string): Locator {
    return this.chart(name).getByRole("button", { name: `Show ${series}`, exact: true })
  }

  /** Waits until the tap lists so many envelopes; only rows in sight are in the page. */
  async expectTapped(count: number): Promise<void> {
    await expect(this.tapCount).toHaveAttribute("data-value", String(count))
  }

  /** The rule on a chart for what happened, by a part of its text: `dealing: idle-first`. */
  chartMarker(name: ChartName, text: string): Locator {
    return this.chart(name)
      .getByTestId("chart-marker")
      .and(this.page.locator(`[data-text*=${JSON.stringify(text)}]`))
  }

  /** Freezes what the page shows, the tap's list with it: rows that run on cannot be clicked. */
  async freeze(): Promise<void> {
    await this.flow.getByRole("button", { name: "Freeze" }).click()
    await expect(this.tapCount).toHaveAttribute("data-held", "true")
  }

  /** Lets what is shown go on. */
  async release(): Promise<void> {
    await this.flow.getByRole("button", { name: "Release" }).click()
    await expect(this.tapCount).toHaveAttribute("data-held", "false")
  }

  /** Rows of the tap by outcome, as `state` in the REST schemas names it. */
  tapRowsIn(state: string): Locator {
    return this.tapRows.and(this.page.locator(`[data-state="${state}"]`))
  }

  // --- inside ------------------------------------------------------------------------------------

  async #spawn(kind: PeerKind, count: number): Promise<void> {
    const shown = kind === "client" ? this.clientCount : this.workerCount
    const before = await this.#number(shown, "data-value")
    const one = this.page.getByRole("button", { name: `+1: spawn a ${kind}` })
    for (let spawned = 0; spawned < count; spawned += 1) await one.click()
    await this.expectCount(kind, before + count)
  }

  async #choose(kind: PeerKind, name: string, item: string): Promise<void> {
    await this.openMenu(kind, name)
    await this.menuItem(item).click()
  }

  /** In the dialog; its name begins with the word that it is chosen by. */
  #radio(value: string): Locator {
    return this.dialog.getByRole("radio", { name: new RegExp(`^${value}( |$)`) })
  }

  /** The page asks first when requests would be lost, which hangs on the moment. */
  async #sayYesUntil(verb: "Kill" | "Disconnect", isDone: () => Promise<boolean>): Promise<void> {
    const yes = this.dialog.getByRole("button", { name: verb })
    await expect.poll(async () => (await yes.isVisible()) || (await isDone()), OFTEN).toBe(true)
    if (await yes.isVisible()) await yes.click()
    await expect.poll(isDone, OFTEN).toBe(true)
  }

  async #number(locator: Locator, attribute: string): Promise<number> {
    const text = await locator.getAttribute(attribute)
    return text === null || text === "" ? Number.NaN : Number(text)
  }
}
