import { type Browser, chromium, type Page } from "@playwright/test"
import { ensureChromium, findChromium } from "@zmqscope/setup/chromium"

export const VIEWPORT = { width: 1440, height: 900 }
export const PAGE_TIMEOUT_MS = 60_000

/** What the page shows by default: the flow, all charts and the tap. */
const PARTS = ["flow", "charts", "tap"]

/** Headless, without tracing; got first where the machine has none. Disposing closes it. */
export function launchBrowser(): Promise<Browser> {
  ensureChromium()
  const executablePath = findChromium()
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: false,
    args: ["--disable-gpu", "--no-first-run", "--disable-background-networking"],
  })
}

/** Waits until every part of the dashboard is in sight, its history drawn and its tap running. */
export async function openDashboard(page: Page, url: string): Promise<void> {
  page.setDefaultTimeout(PAGE_TIMEOUT_MS)
  await page.goto(url)
  await page.locator('html[data-stream-state="live"][data-history="ready"]').waitFor()
  for (const part of PARTS) await page.getByTestId(part).waitFor()
  await page.getByTestId("tap-row").first().waitFor()
}
