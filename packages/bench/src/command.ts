import { writeFileSync } from "node:fs"
import { availableParallelism, cpus, loadavg } from "node:os"
import { calibrate } from "./calibration.js"
import { type Defaults, readOptions } from "./options.js"
import { formatNumber } from "./table.js"

/** What a command found: the text for people, and the same as data. */
export interface Findings {
  readonly text: string
  readonly data: object
}

const USAGE_FAULT = 2

/**
 * Runs a measurement as a command: options with their defaults, `--json FILE`, and the
 * machine's calibration before and after beside the figures. Sets the exit status.
 */
export async function runCommand<D extends Defaults>(
  name: string,
  defaults: D,
  measure: (options: D) => Promise<Findings>,
): Promise<void> {
  const parsed = readOptions(process.argv.slice(2), defaults)
  if (typeof parsed === "string") {
    process.stderr.write(`${name}: ${parsed}\n`)
    process.exitCode = USAGE_FAULT
    return
  }
  const before = machine()
  const { text, data } = await measure(parsed.values)
  const after = machine()
  process.stdout.write(`\n${text}\n\n${machineText(before, after)}\n`)
  if (parsed.json === undefined) return
  const report = { command: name, options: parsed.values, ...data, machine: { before, after } }
  writeFileSync(parsed.json, `${JSON.stringify(report, null, 2)}\n`)
}

/** Tells what is being done, on stderr. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`)
}

interface Machine {
  readonly calibrationMs: number
  /** Over the last minute; 0 where the system has none. */
  readonly load: number
}

function machine(): Machine {
  return { load: loadavg()[0] ?? 0, calibrationMs: calibrate() }
}

function machineText(before: Machine, after: Machine): string {
  const between = (value: (machine: Machine) => number) =>
    `${formatNumber(value(before), 1)} before, ${formatNumber(value(after), 1)} after`
  return [
    `Machine: ${availableParallelism()} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`,
    `Calibration, ms for a fixed loop: ${between(({ calibrationMs }) => calibrationMs)}`,
    `Load average: ${between(({ load }) => load)}`,
  ].join("\n")
}
