import { expect, type Locator, type Page } from "@playwright/test"
import type { RaceFigure, RacePhase } from "@zmqscope/protocol"

/** What of a race is set before it starts; what is left out stays as the page has it. */
export interface RaceSetUp {
  readonly rounds?: number
  readonly seconds?: number
  readonly warmupSeconds?: number
  readonly seed?: number
  readonly clients?: number
}

const FIELDS: Readonly<Record<keyof RaceSetUp, string>> = {
  rounds: "Rounds",
  seconds: "Measured",
  warmupSeconds: "Warm-up",
  seed: "Seed",
  clients: "Clients",
}

/** What is done to all lanes at one moment. */
export type LaneAction = "slow" | "kill" | "burst" | "scale-out"
const BUTTONS: Readonly<Record<LaneAction, string>> = {
  slow: "Slow it",
  kill: "Kill it",
  burst: "Burst",
  "scale-out": "+ Worker",
}

/** How a figure stands in the table; `means` has a number a lane, null while it is unknown. */
export interface ShownVerdict {
  /** Letter of the lane that leads; empty: nobody. */
  readonly leader: string
  readonly means: readonly (number | null)[]
}

/** A race runs in rounds, each with its warm-up. */
const OVER = { timeout: 600_000 }

/** The race: ways of dealing side by side. */
export class RaceOf {
  readonly page: Page
  /** `data-state`, `data-number`, `data-phase` (as in the REST schemas), `data-round`, `data-failure`. */
  readonly main: Locator
  /** `data-letter`, `data-dealing`, `data-received`, `data-returned`, `data-lost`. */
  readonly lanes: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByTestId("race")
    this.lanes = page.getByTestId("race-lane")
  }

  /** From the page of a broker. */
  async open(): Promise<void> {
    await this.page.keyboard.press("g")
    await expect(this.main).toBeVisible()
  }

  /** Starts a race from where one is set up, and waits until its lanes are there. */
  async start(setUp: RaceSetUp = {}): Promise<void> {
    for (const name of Object.keys(FIELDS) as (keyof RaceSetUp)[]) {
      const value = setUp[name]
      if (value !== undefined) {
        await this.page
          .getByRole("spinbutton", { name: FIELDS[name], exact: true })
          .fill(String(value))
      }
    }
    await this.page.getByRole("button", { name: "Start the race" }).click()
    await expect(this.lanes.first()).toBeVisible()
  }

  /** Does the same to each lane. `worker`: its place, from 1; left out: the one that is meant. */
  async act(action: LaneAction, worker?: number): Promise<void> {
    const all = this.main.getByRole("group", { name: "Do to all lanes" })
    if (worker !== undefined) await all.getByRole("combobox").selectOption(String(worker))
    await all.getByRole("button", { name: BUTTONS[action] }).click()
  }

  async waitForPhase(phase: RacePhase): Promise<void> {
    await expect(this.main).toHaveAttribute("data-phase", phase, OVER)
  }

  async waitUntilDone(): Promise<void> {
    await this.waitForPhase("done")
  }

  /** Ends it, and waits until its brokers have gone. */
  async cancel(): Promise<void> {
    await this.main.getByRole("button", { name: "Cancel the race" }).click()
    await this.page
      .getByRole("alertdialog")
      .getByRole("button", { name: "Cancel the race" })
      .click()
    await this.waitForPhase("cancelled")
  }

  /** What the table says of a figure. */
  async verdict(figure: RaceFigure): Promise<ShownVerdict> {
    const row = this.page
      .getByTestId("race-figure")
      .and(this.page.locator(`[data-figure="${figure}"]`))
    const [leader, means] = await Promise.all([
      row.getAttribute("data-leader"),
      row.getAttribute("data-means"),
    ])
    return { leader: leader ?? "", means: JSON.parse(means ?? "[]") as (number | null)[] }
  }

  lane(letter: string): Locator {
    return this.lanes.and(this.page.locator(`[data-letter="${letter}"]`))
  }

  /** How many stand where on a lane, by place: `waiting`, `unseen`, `worker:1`. A worker that has gone is not there. */
  async standing(letter: string): Promise<ReadonlyMap<string, number>> {
    const places = await this.lane(letter)
      .getByTestId("race-place")
      .evaluateAll((all) =>
        all.map(
          (one) =>
            [one.getAttribute("data-place") ?? "", Number(one.getAttribute("data-value"))] as const,
        ),
      )
    return new Map(places)
  }
}
