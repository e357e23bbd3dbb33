import { defineConfig } from "@playwright/test"
import { findChromium } from "@zmqscope/setup/chromium"

const executablePath = findChromium()

export default defineConfig({
  testDir: "tests",
  testMatch: "*.test.ts",
  outputDir: "test-results",
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  workers: 3,
  fullyParallel: true,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: [
    ["list"],
    ["html", { open: "never", outputFolder: "report" }],
    // Where packages/setup counts what passed.
    ["json", { outputFile: "../.turbo/reports/playwright.json" }],
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    // A trace records every frame and the page at every step, which costs a live page a third of its
    // time: ask for one with --trace on.
    screenshot: "only-on-failure",
    launchOptions: {
      // Playwright's own Chromium, where the machine has none.
      ...(executablePath === undefined ? {} : { executablePath }),
      chromiumSandbox: false,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
})
