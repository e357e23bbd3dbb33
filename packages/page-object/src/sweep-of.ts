import { expect, type Locator, type Page } from "@playwright/test"
import type { Sweep } from "@zmqscope/protocol"

/** What of a sweep is set before it starts; what is left out stays as the page has it. */
export interface SweepSetUp {
  /** Loads, requests a second. */
  readonly from?: number
  readonly to?: number
  readonly steps?: number
  readonly seconds?: number
  readonly settleSeconds?: number
}

const FIELDS: Readonly<Record<keyof SweepSetUp, string>> = {
  from: "From",
  to: "To",
  steps: "Steps",
  seconds: "Measured",
  settleSeconds: "To settle",
}

/** What the table says of a load. */
export interface ShownLoad {
  readonly perSecond: number
  readonly returnedPerSecond: number
  /** Microseconds from when each request was due; null while it is unknown. */
  readonly p99Us: number | null
  readonly isKnee: boolean
}

/** A sweep runs in steps, each of which settles first. */
const OVER = { timeout: 600_000 }

/** The sweep of load against latency. */
export class SweepOf {
  readonly page: Page
  /** `data-state`, `data-number`, `data-phase` (as in the REST schemas), `data-knee`, `data-failure`. */
  readonly main: Locator
  /** One a load that was measured. */
  readonly rows: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByTestId("sweep")
    this.rows = page.getByTestId("sweep-point")
  }

  /** From the page of a broker. */
  async open(): Promise<void> {
    await this.page.keyboard.press("m")
    await expect(this.main).toHaveAttribute("data-state", /set-up|ready/)
  }

  /** Starts a sweep from where one is set up, and waits until it runs. */
  async start(setUp: SweepSetUp = {}): Promise<void> {
    for (const name of Object.keys(FIELDS) as (keyof SweepSetUp)[]) {
      const value = setUp[name]
      if (value !== undefined) {
        await this.page
          .getByRole("spinbutton", { name: FIELDS[name], exact: true })
          .fill(String(value))
      }
    }
    await this.page.getByRole("button", { name: "Start the sweep" }).click()
    await expect(this.main).toHaveAttribute("data-state", "ready")
  }

  async waitFor(state: Sweep["state"]): Promise<void> {
    await expect(this.main).toHaveAttribute("data-phase", state, OVER)
  }

  /** Waits until it has measured every load, or ended at one that was not carried. */
  async waitUntilDone(): Promise<void> {
    await expect(this.main).toHaveAttribute("data-phase", /done|saturated/, OVER)
  }

  /** Ends it; what it has measured is kept. */
  async cancel(): Promise<void> {
    await this.main.getByRole("button", { name: "Cancel the sweep" }).click()
    await this.waitFor("cancelled")
  }

  /** What was measured, by load. */
  loads(): Promise<readonly ShownLoad[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) => {
        const p99 = row.getAttribute("data-p99") ?? ""
        return {
          perSecond: Number(row.getAttribute("data-load")),
          returnedPerSecond: Number(row.getAttribute("data-returned")),
          p99Us: p99 === "" ? null : Number(p99),
          isKnee: row.getAttribute("data-knee") === "true",
        }
      }),
    )
  }

  /** The load at the knee of the curve, a second; null while none is known. */
  async knee(): Promise<number | null> {
    const knee = (await this.main.getAttribute("data-knee")) ?? ""
    return knee === "" ? null : Number(knee)
  }
}
