import { parseArgs } from "node:util"
import {
  environmentName,
  isBrokerOption,
  isFlag,
  isOptionName,
  NAMES,
  type OptionName,
} from "./option-specs.js"
import { isName, NAME_ALLOWED } from "./option-values.js"

/** An option's value as text, and what it is called where it was given. */
export interface Given {
  readonly source: string
  readonly text: string
}

export type GivenOptions = ReadonlyMap<OptionName, Given>

/** A broker that is named, and what is said of it alone. */
export interface GivenBroker {
  readonly name: string
  readonly own: GivenOptions
}

/** What the arguments say. */
export interface Arguments {
  readonly kind: "run"
  /** Whether one broker is to be watched that runs already, its ports called `--frontend` and `--backend`. */
  readonly isAttach: boolean
  /** Path of a configuration file. */
  readonly config: string | undefined
  /** What stands before the first `--broker`, and what is the server's wherever it stands. */
  readonly common: GivenOptions
  readonly brokers: readonly GivenBroker[]
  readonly faults: readonly string[]
}

/** The one argument that is no option. */
const ATTACH = "attach"
/** What it makes of the options that name the broker's ports. */
const ATTACHED: ReadonlyMap<string, OptionName> = new Map([
  ["frontend", "attach-frontend"],
  ["backend", "attach-backend"],
])
const ALLOWED = [...NAMES, "broker", "config", "help", "version"]

function allowed(isAttach: boolean): string {
  const names = isAttach ? [...ATTACHED.keys(), ...ALLOWED] : ALLOWED
  return names.map((name) => `--${name}`).join(", ")
}

export function readEnvironment(env: Readonly<Record<string, string | undefined>>): GivenOptions {
  const given = new Map<OptionName, Given>()
  for (const name of NAMES) {
    const source = environmentName(name)
    const text = env[source]
    if (text !== undefined && text !== "") given.set(name, { source, text })
  }
  return given
}

/** Never throws. */
export function readArguments(
  argv: readonly string[],
): Arguments | { readonly kind: "help" | "version" } {
  const faults: string[] = []
  const common = new Map<OptionName, Given>()
  const brokers: { name: string; own: Map<OptionName, Given> }[] = []
  let config: string | undefined
  const all = tokens(argv)
  const isAttach = all.some((token) => token.kind === "positional" && token.value === ATTACH)
  for (const token of all) {
    if (token.kind === "option-terminator") continue
    if (token.kind === "positional") {
      if (token.value === ATTACH) continue
      faults.push(`"${token.value}" is not understood: only options are, and ${ATTACH}, see --help`)
      continue
    }
    const { rawName, value = "" } = token
    const name = (isAttach ? ATTACHED.get(token.name) : undefined) ?? token.name
    if (name === "help" || name === "h") return { kind: "help" }
    if (name === "version") return { kind: "version" }
    if (name === "config") config = value
    else if (name === "broker") {
      if (!isName(value))
        faults.push(`--broker "${value}" makes no sense: allowed is ${NAME_ALLOWED}`)
      brokers.push({ name: value, own: new Map() })
    } else if (isOptionName(name)) {
      const owner = isBrokerOption(name) ? (brokers.at(-1)?.own ?? common) : common
      owner.set(name, { source: rawName, text: token.value ?? (isFlag(name) ? "true" : "") })
    } else if (ATTACHED.has(name)) {
      faults.push(
        `${rawName} names a port of a broker to watch: write --${ATTACH}-${name}, or begin with ${ATTACH}`,
      )
    } else faults.push(`${rawName} is not an option: allowed are ${allowed(isAttach)}`)
  }
  return { kind: "run", isAttach, config, common, brokers, faults }
}

function tokens(argv: readonly string[]) {
  const flags = NAMES.filter(isFlag).map((name) => [name, { type: "boolean" as const }])
  const texts = [...NAMES.filter((name) => !isFlag(name)), ...ATTACHED.keys(), "broker", "config"]
  const options = Object.fromEntries([
    ...flags,
    ...texts.map((name) => [name, { type: "string" as const }]),
  ])
  // Not strict: its errors name no allowed values, and end at the first fault.
  return parseArgs({ args: [...argv], options, strict: false, tokens: true }).tokens
}
