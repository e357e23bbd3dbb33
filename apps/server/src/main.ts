import { existsSync, readFileSync } from "node:fs"
import { startCommand } from "./command.js"
import { helpText } from "./help-text.js"
import { type Options, parseOptions } from "./options.js"
import { StartError } from "./start-error.js"

/** The command: the only place that touches arguments, the environment, signals and stdout. */
const CANNOT_START = 2
const INTERRUPTED = 130
/** npm passes on a signal that the terminal has sent to everybody: both come at once, and mean one. */
const SAME_SIGNAL_MS = 500

async function main(): Promise<void> {
  const parsed = parseOptions(process.argv.slice(2), process.env, readFile)
  switch (parsed.kind) {
    case "help":
      return print(helpText())
    case "version":
      return print(version())
    case "fault":
      return refuse(parsed.faults)
    case "run":
      return run(parsed.options)
  }
}

async function run(options: Options): Promise<void> {
  const starting = startCommand(options, version())
  const over = closeOnSignal(async () => (await starting).close())
  try {
    const { url, openUrl, warnings, brokerLines } = await starting
    if (over.aborted) return
    for (const warning of warnings) complain(warning)
    for (const line of brokerLines) print(line)
    // The readiness line is the last, so that who waits for it has read all there is.
    if (openUrl !== undefined) print(`Open it with ${openUrl}`)
    print(`Listening on ${url}`)
    if (options.open) await openBrowser(openUrl ?? url)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    refuse([error.message])
  }
}

/** The first signal ends everything in order, a second one at once. Aborted from the first on. */
function closeOnSignal(close: () => Promise<void>): AbortSignal {
  const over = new AbortController()
  let firstAtMs: number | undefined
  const onSignal = (): void => {
    if (firstAtMs === undefined) {
      firstAtMs = performance.now()
      over.abort()
      void close().then(() => process.exit(0))
    } else if (performance.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(INTERRUPTED)
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal)
  return over.signal
}

async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import("open")
  // A machine without a browser still has the URL on its terminal.
  await open(url).catch((error: unknown) => {
    complain(`the browser could not be opened (${String(error)}): open ${url} yourself`)
  })
}

function readFile(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined
}

function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8")
  const { version: value }: { version: string } = JSON.parse(text)
  return value
}

function refuse(faults: readonly string[]): void {
  for (const fault of faults) complain(fault)
  process.exit(CANNOT_START)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function complain(line: string): void {
  process.stderr.write(`zmqscope: ${line}\n`)
}

await main()
