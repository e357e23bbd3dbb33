import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The workspace's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url))

const ON_WINDOWS = process.platform === "win32"
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024

/** A step that failed. Its message is for people; what the command printed is already on the screen. */
export class StepError extends Error {}

/**
 * Runs a command to its end. A quiet one shows what it printed only when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 * @throws {StepError} it could not be started, or did not end with status 0
 */
export function run(command, args, { cwd = ROOT, env = process.env, quiet = false } = {}) {
  // npx and pnpm are scripts on Windows, which only a shell runs; it takes arguments as one line.
  const shell = ON_WINDOWS && command !== process.execPath
  const words = shell ? args.map((word) => (word.includes(" ") ? `"${word}"` : word)) : args
  const { error, status, signal, stdout, stderr } = spawnSync(command, words, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    shell,
  })
  if (status === 0) return stdout ?? ""
  if (quiet) process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`)
  const why = error?.message ?? (signal === null ? `it ended with status ${status}` : signal)
  throw new StepError(`${[command, ...args].join(" ")} failed: ${why}`)
}

/**
 * Runs a tool that the workspace's root installs.
 * @param {string} path of its script, under node_modules
 * @param {readonly string[]} args
 * @throws {StepError}
 */
export function tool(path, ...args) {
  run(process.execPath, [join(ROOT, "node_modules", path), ...args])
}

/** Installs every package that the lock file names, unless they are installed already. */
export function install() {
  if (isInstalled()) return
  console.error(
    existsSync(installedLockFile())
      ? "Installing what changed..."
      : "Installing (first start, about a minute)...",
  )
  run("pnpm", ["install", "--frozen-lockfile"], { env: pnpmEnvironment(), quiet: true })
}

/** Builds every package whose sources changed since they were built. */
export function build() {
  console.error("Building what changed...")
  const turbo = join(ROOT, "node_modules", "turbo", "bin", "turbo")
  run(process.execPath, [turbo, "run", "build", "--output-logs=errors-only"], {
    env: { ...pnpmEnvironment(), TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
    quiet: true,
  })
}

/** pnpm copies the lock file here at the end of an installation. */
function installedLockFile() {
  return join(ROOT, "node_modules", ".pnpm", "lock.yaml")
}

function isInstalled() {
  const installed = installedLockFile()
  if (!existsSync(installed)) return false
  return readFileSync(installed).equals(readFileSync(join(ROOT, "pnpm-lock.yaml")))
}

/** The environment with the pinned pnpm first on its PATH. */
function pnpmEnvironment() {
  return { ...process.env, PATH: `${pnpmFolder()}${delimiter}${process.env["PATH"] ?? ""}` }
}

/**
 * The folder of the pinned pnpm's command. npx brings it and knows where it is, but takes a second
 * to tell, and a minute without a network: so a link remembers the answer.
 */
function pnpmFolder() {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
  const link = join(ROOT, ".turbo", packageManager)
  if (existsSync(join(link, "pnpm"))) return link
  const path = run("npx", ["--yes", "-p", packageManager, "-c", "node -p process.env.PATH"], {
    quiet: true,
  })
  const folder = path.split(delimiter).find((candidate) => existsSync(join(candidate, "pnpm")))
  if (folder === undefined) throw new StepError(`npx brought no ${packageManager}`)
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(folder, link, "junction")
  return link
}
