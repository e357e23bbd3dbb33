import { expect, type Locator, type Page } from "@playwright/test"
import type { Marker } from "@zmqscope/protocol"
import { type Bound, expectNumber, numberOf, OFTEN } from "./bound.js"
import { Envelopes } from "./envelopes.js"
import { FlowOf } from "./flow-of.js"
import type { ChartName, DealingChange, FigureName, Term } from "./names.js"
import { PagePeers } from "./page-peers.js"
import { RaceOf } from "./race-of.js"
import { SweepOf } from "./sweep-of.js"
import { TheoryOf } from "./theory-of.js"

export interface OpenOptions {
  readonly theme?: "light" | "dark"
}

/**
 * The dashboard, for tests of it and of what is built around it. Everything is found by role and
 * name, or by the `data-testid` of a live region; facts are read from `data-*` attributes, which
 * hold plain numbers. What is asked for is waited for: no method takes or needs a delay.
 */
export class Dashboard extends PagePeers {
  readonly envelopes: Envelopes
  /** What the flow's canvas shows, frame by frame. */
  readonly probe: FlowOf
  /** Ways of dealing side by side. */
  readonly race: RaceOf
  /** Load against latency. */
  readonly sweep: SweepOf
  /** What queueing theory says. */
  readonly theory: TheoryOf

  constructor(page: Page) {
    super(page)
    this.envelopes = new Envelopes(page)
    this.probe = new FlowOf(page)
    this.race = new RaceOf(page)
    this.sweep = new SweepOf(page)
    this.theory = new TheoryOf(page)
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
      .poll(() => numberOf(this.root, "data-applied-seq"), OFTEN)
      .toBeGreaterThanOrEqual(sequence)
  }

  /** Names the run of the broker that is shown; empty while it is down. */
  async run(): Promise<string> {
    return (await this.root.getAttribute("data-run")) ?? ""
  }

  /**
   * Back to a clean state: no simulated peer, nothing of theirs under way, dealt as in the beginning,
   * and the page as it opens. Totals, history and peers from outside stay.
   */
  async reset(): Promise<void> {
    await this.api.reset()
    const address = new URL(this.page.url())
    const broker = address.searchParams.get("broker")
    address.search = broker === null ? "" : new URLSearchParams({ broker }).toString()
    await this.open(address.href)
  }

  /** Waits until the page tells something in its corner. */
  async expectToast(text: string | RegExp): Promise<void> {
    await expect(this.toast(text).first()).toBeVisible()
  }

  /** Takes back what a toast tells of. */
  async undo(text: string | RegExp): Promise<void> {
    await this.toast(text).first().getByRole("button", { name: "Undo" }).click()
  }

  /** What happened, each by itself: charts draw those that lie near each other as one. */
  markers(): Promise<readonly Marker[]> {
    return this.api.markers()
  }

  /** Waits until something has happened, by a part of its text: `workers spawned`. */
  async expectEvent(text: string): Promise<void> {
    const texts = async () => (await this.markers()).map((marker) => marker.text)
    await expect.poll(texts, OFTEN).toContainEqual(expect.stringContaining(text))
  }

  // --- figures -----------------------------------------------------------------------------------

  /** The number that a figure shows; NaN while it is unknown. */
  figureValue(name: FigureName): Promise<number> {
    return numberOf(this.figure(name), "data-value")
  }

  /** Waits until the state of the traffic says so: `Flowing`, `Paused`. */
  async expectState(headline: string | RegExp): Promise<void> {
    await expect(this.badge.getByRole("status")).toHaveText(headline)
  }

  /** Waits until a figure shows a number. */
  async expectFigure(name: FigureName, bound: Bound): Promise<void> {
    await expectNumber(this.figure(name), "data-value", bound)
  }

  /** Opens the terms of the conservation check. Escape closes them. */
  async openTerms(): Promise<void> {
    await this.conservation.click()
    await expect(this.term("received")).toBeVisible()
  }

  async expectTerm(name: Term, bound: Bound): Promise<void> {
    await expectNumber(this.term(name), "data-value", bound)
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
    return numberOf(this.fairness, "data-value")
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

  /** Waits until the tap lists so many envelopes; only rows in sight are in the page. */
  async expectTapped(bound: Bound): Promise<void> {
    await expectNumber(this.tapCount, "data-value", bound)
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

  /** In the dialog; its name begins with the word that it is chosen by. */
  #radio(value: string): Locator {
    return this.dialog.getByRole("radio", { name: new RegExp(`^${value}( |$)`) })
  }
}
