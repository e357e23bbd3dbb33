import { expect, type Locator, type Page } from "@playwright/test"

/** What the inspector says of the envelope that is open. */
export interface OpenEnvelope {
  readonly number: number
  /** As `state` in the REST schemas names it. */
  readonly state: string
  /** What happened to it, in sentences. */
  readonly story: string
  /** The roles of its frames at each socket: `ROUTER in`, `DEALER out`, `DEALER in`, `ROUTER out`. */
  readonly sockets: Readonly<Record<string, readonly string[]>>
  /** Of the frame that is shown, as it is shown. */
  readonly body: string
}

/** The list of envelopes, and the one that is open. */
export class Envelopes {
  readonly #page: Page
  readonly #filter: Locator
  readonly #inspector: Locator

  constructor(page: Page) {
    this.#page = page
    this.#filter = page.getByTestId("tap-filter")
    this.#inspector = page.getByTestId("inspector")
  }

  /** Lists those alone that a filter lets pass; all of them with "". Throws if it is faulty. */
  async filter(text: string): Promise<void> {
    await this.#filter.fill(text)
    await this.#page.keyboard.press("Enter")
    const error = this.#page.getByTestId("tap-filter-error")
    const shown = new URLSearchParams(text === "" ? {} : { filter: text.trim() })
    await expect
      .poll(async () => {
        if (await error.isVisible()) return `faulty: ${await error.textContent()}`
        return new URL(this.#page.url()).searchParams.get("filter") ?? ""
      })
      .toBe(shown.get("filter") ?? "")
  }

  /** Sorts by a column, by the words of its head. */
  async sort(column: string, order: "ascending" | "descending"): Promise<void> {
    const head = this.#page.getByTestId("tap").getByRole("columnheader", { name: column })
    await expect(async () => {
      if ((await head.getAttribute("aria-sort")) !== order) await head.getByRole("button").click()
      await expect(head).toHaveAttribute("aria-sort", order, { timeout: 1_000 })
    }).toPass()
  }

  /** Opens one by its number, in sight or not, and waits until its frames are there. */
  async open(number: number): Promise<void> {
    const url = new URL(this.#page.url())
    url.searchParams.set("envelope", String(number))
    await this.#page.goto(url.href)
    await expect(this.#inspector).toHaveAttribute("data-number", String(number))
    await expect(this.#inspector).not.toHaveAttribute("data-frames", "loading")
  }

  /** What is said of the one that is open. */
  async read(): Promise<OpenEnvelope> {
    const story = await this.#inspector.getByTestId("inspector-story").textContent()
    const sockets = await this.#inspector
      .locator("[data-socket]")
      .evaluateAll((all) =>
        all.map((socket) => [
          socket.getAttribute("data-socket"),
          [...socket.querySelectorAll("button")].map((frame) => frame.getAttribute("data-role")),
        ]),
      )
    return {
      number: Number(await this.#inspector.getAttribute("data-number")),
      state: (await this.#inspector.getAttribute("data-state")) ?? "",
      story: story ?? "",
      sockets: Object.fromEntries(sockets),
      body: await this.#inspector.getByTestId("frame-body").inputValue(),
    }
  }

  /** Closes the one that is open. */
  async close(): Promise<void> {
    await this.#inspector.getByRole("button", { name: "Close the envelope" }).click()
    await expect(this.#inspector).toHaveCount(0)
  }
}
