import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { delimiter, join } from "node:path"
import { installFromDebian } from "./debian.js"
import { run, StepError } from "./workspace.js"

const require = createRequire(import.meta.url)

/** The shell first: without a browser's own windows it starts and draws faster. */
const COMMANDS = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
]
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/**
 * The Chromium or Chrome that this machine has: `$CHROMIUM`, or one on the PATH.
 * @returns {string | undefined} undefined: only Playwright's own, if that
 */
export function findChromium(environment = process.env) {
  const named = environment["CHROMIUM"]
  if (named) return named
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "")
  const inOrder = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...inOrder, ...APPLICATIONS].find((path) => existsSync(path))
}

/**
 * Finds a Chromium, or installs one.
 * @throws {StepError} there is none, and none could be had
 */
export function ensureChromium() {
  const named = process.env["CHROMIUM"]
  if (named && !existsSync(named)) {
    throw new StepError(`There is no Chromium at ${named}: correct $CHROMIUM, or unset it.`)
  }
  if (findChromium() !== undefined || existsSync(playwrightsChromium())) return
  if (installFromDebian("chromium-headless-shell") || installFromDebian("chromium")) return
  try {
    run(process.execPath, [playwrightCommand(), "install", "chromium"])
  } catch {
    throw new StepError(
      "The browser tests need a Chromium and none was found or could be installed: " +
        "install Chromium or Chrome, or name its path in $CHROMIUM.",
    )
  }
}

/** The script of Playwright's own command, once everything is installed. */
export function playwrightCommand() {
  return require.resolve("@playwright/test/cli")
}

/** @returns {string} where Playwright's own Chromium is, or would be */
function playwrightsChromium() {
  return require("@playwright/test").chromium.executablePath()
}
