import { writeFileSync } from "node:fs"
import { availableParallelism, cpus, loadavg } from "node:os"
import { parseArgs } from "node:util"
import { calibrate } from "./calibration.js"
import { formatNumber } from "./table.js"

/** What a command found: the text for people, and the same as data. */
export interface Findings {
  readonly text: string
  readonly data: object
}

type Numbers = Readonly<Record<string, number>>

const USAGE_FAULT = 2

/**
 * Runs a measurement as a command: numeric options with their defaults, `--json FILE`, and the
 * machine's calibration before and after beside the figures. Sets the exit status.
 */
export async function runCommand<N extends Numbers>(
  name: string,
  defaults: N,
  measure: (options: { readonly [K in keyof N]: number }) => Promise<Findings>,
): Promise<void> {
  const parsed = readOptions(defaults)
  if (typeof parsed === "string") {
    process.stderr.write(`${name}: ${parsed}\n`)
    process.exitCode = USAGE_FAULT
    return
  }
  const before = machine()
  const { text, data } = await measure(parsed.numbers)
  const after = machine()
  process.stdout.write(`\n${text}\n\n${machineText(before, after)}\n`)
  if (parsed.json === undefined) return
  const report = { command: name, options: parsed.numbers, ...data, machine: { before, after } }
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

function readOptions<N extends Numbers>(
  defaults: N,
): { numbers: { [K in keyof N]: number }; json: string | undefined } | string {
  const names = Object.keys(defaults)
  const usage = `the options are ${names.map((name) => `--${name} NUMBER`).join(", ")} and --json FILE`
  const options = Object.fromEntries(
    [...names, "json"].map((name) => [name, { type: "string" as const }]),
  )
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({ options }).values
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}; ${usage}`
  }
  const numbers: { [K in keyof N]: number } = { ...defaults }
  for (const name of names) {
    const text = values[name]
    if (text === undefined) continue
    const value = Number(text)
    if (!(value > 0)) return `--${name} ${text} makes no sense: it takes a number above 0; ${usage}`
    Object.assign(numbers, { [name]: value })
  }
  return { numbers, json: values["json"]?.toString() }
}
