import { expect, type Locator } from "@playwright/test"

/** A number, or what it has to keep to; `between` takes both ends in. */
export type Bound =
  | number
  | { readonly atLeast: number }
  | { readonly below: number }
  | { readonly between: readonly [least: number, most: number] }

/** By itself a poll asks once a second before long, and every wait would end so much later. */
export const OFTEN = { timeout: 60_000, intervals: [100] }

/** Of an attribute; NaN while it says nothing. */
export async function numberOf(locator: Locator, attribute: string): Promise<number> {
  const text = await locator.getAttribute(attribute)
  return text === null || text === "" ? Number.NaN : Number(text)
}

/** Waits until an attribute's number is what is wanted. One that is unknown is nothing that is. */
export async function expectNumber(
  locator: Locator,
  attribute: string,
  bound: Bound,
): Promise<void> {
  if (typeof bound === "number") {
    await expect(locator).toHaveAttribute(attribute, String(bound))
    return
  }
  const polled = expect.poll(() => numberOf(locator, attribute), OFTEN)
  if ("atLeast" in bound) await polled.toBeGreaterThanOrEqual(bound.atLeast)
  else if ("below" in bound) await polled.toBeLessThan(bound.below)
  else {
    const [least, most] = bound.between
    await expect
      .poll(async () => {
        const value = await numberOf(locator, attribute)
        return value >= least && value <= most ? "within" : value
      }, OFTEN)
      .toBe("within")
  }
}
