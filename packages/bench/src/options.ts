import { parseArgs } from "node:util"

/** Each option with what it is when left out; a list is given with commas, a flag without a value. */
export type Defaults = Readonly<Record<string, Usual>>
type Usual = number | boolean | string | readonly number[]

/**
 * Reads `--name NUMBER`, `--name NUMBER,NUMBER` where the default is a list, `--name` where it is a
 * flag, `--name TEXT` where it is a text, and `--json FILE`.
 * A text says what is wrong with the arguments, and what they may be.
 */
export function readOptions<D extends Defaults>(
  args: readonly string[],
  defaults: D,
): { readonly values: D; readonly json: string | undefined } | string {
  const usage = `the options are ${Object.entries(defaults).map(usageOf).join(", ")} and --json FILE`
  let given: Record<string, string | boolean | undefined>
  try {
    const options = Object.fromEntries(
      Object.entries<Usual | string>({ ...defaults, json: "" }).map(([name, usual]) => {
        const type = typeof usual === "boolean" ? ("boolean" as const) : ("string" as const)
        return [name, { type }]
      }),
    )
    given = parseArgs({ args: [...args], options }).values
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}; ${usage}`
  }
  const values = { ...defaults }
  for (const [name, usual] of Object.entries(defaults)) {
    const value = given[name]
    if (value === undefined) continue
    if (typeof usual === "boolean" || typeof usual === "string") {
      Object.assign(values, { [name]: value })
      continue
    }
    const text = value.toString()
    const isList = typeof usual !== "number"
    const numbers = (isList ? text.split(",") : [text]).map(Number)
    if (!numbers.every((number) => number > 0 && number < Number.POSITIVE_INFINITY)) {
      const allowed = isList ? "numbers above 0, with commas between" : "a number above 0"
      return `--${name} ${text} makes no sense: it takes ${allowed}; ${usage}`
    }
    Object.assign(values, { [name]: isList ? numbers : numbers[0] })
  }
  return { values, json: given["json"]?.toString() }
}

function usageOf([name, usual]: [string, Usual]): string {
  if (typeof usual === "boolean") return `--${name}`
  if (typeof usual === "string") return `--${name} TEXT`
  return `--${name} ${typeof usual === "number" ? "NUMBER" : "NUMBER,NUMBER,..."}`
}
