import { expect, type Locator, type Page } from "@playwright/test"
import type { LittleCheck } from "@zmqscope/protocol"
import { type Bound, expectNumber, OFTEN } from "./bound.js"

/** How it stands with M/M/c. */
export type TheoryStanding = "applies" | "unknown" | "does-not-apply" | "overload" | "empty"

/** What queueing theory says beside what is measured. */
export class TheoryOf {
  readonly page: Page
  /** `data-state`, `data-standing`, `data-utilisation`, `data-verdict`, `data-apart`. */
  readonly panel: Locator

  constructor(page: Page) {
    this.page = page
    this.panel = page.getByTestId("theory")
  }

  /** Shows it as the last of the charts. */
  async open(): Promise<void> {
    await this.page.keyboard.press("q")
    await expect(this.panel).toHaveAttribute("data-state", "ready")
  }

  /** Waits until it says so of M/M/c. */
  async expectStanding(standing: TheoryStanding): Promise<void> {
    await expect.poll(() => this.panel.getAttribute("data-standing"), OFTEN).toBe(standing)
  }

  /** Waits until the offered load by the workers is so much; 1 is all that they can do. */
  async expectUtilisation(bound: Bound): Promise<void> {
    await expectNumber(this.panel, "data-utilisation", bound)
  }

  /** Waits until Little's law is found so. */
  async expectLittle(verdict: LittleCheck["verdict"]): Promise<void> {
    await expect.poll(() => this.panel.getAttribute("data-verdict"), OFTEN).toBe(verdict)
  }
}
