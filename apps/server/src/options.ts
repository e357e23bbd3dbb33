import type { Address, Target, TargetAddress } from "@zmqscope/broker"
import { type Engine, reasonOf } from "@zmqscope/protocol"
import { CONFIG_FILE, type Configuration, readConfiguration } from "./config-file.js"
import {
  type Arguments,
  type Given,
  type GivenBroker,
  type GivenOptions,
  readArguments,
  readEnvironment,
} from "./given-options.js"
import { ofBroker, optionFaults, TARGET_OPTIONS, targetOption } from "./option-faults.js"
import { type LogLevel, type OptionName, type OptionSpec, SPECS } from "./option-specs.js"

/** How the command was asked to run. Port 0 takes a free one. */
export interface Options {
  /** An address, IPv6 without brackets. */
  readonly host: string
  /** Where browsers open the page, when that is not where it listens; its path ends in a slash. */
  readonly publicUrl: URL | undefined
  readonly httpPort: number
  readonly open: boolean
  /** A folder of scenes, besides those that come with it. */
  readonly scenes: string | undefined
  /** The directory for what outlives the server; nothing does without one. */
  readonly data: string | undefined
  readonly logLevel: LogLevel
  /** At least one; the first is meant where none is named. */
  readonly brokers: readonly BrokerChoice[]
}

/** One broker that was asked for. */
export interface BrokerChoice {
  readonly name: string
  readonly frontendPort: number
  readonly backendPort: number
  readonly engine: Engine
  /** A broker that runs already, which is watched instead of having one of ours. */
  readonly target: Target | undefined
  readonly empty: boolean
  readonly seed: number
  /** Bytes kept of each body, and of all. */
  readonly bodyBytes: number
  readonly bodiesBytes: number
}

export type ParsedOptions =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "help" | "version" }
  /** One line for each option that makes no sense. */
  | { readonly kind: "fault"; readonly faults: readonly string[] }

/** The text of a file; undefined where there is none. Throws where it cannot be read. */
export type ReadFile = (path: string) => string | undefined

const KIB = 1024

/** How a broker is called that nobody named. */
const FIRST_NAME = "main"

/**
 * Reads the options. What stands behind `--broker NAME` is that broker's, what stands before the first
 * is everybody's; arguments win over the environment, and that over the configuration file. Never throws.
 */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
): ParsedOptions {
  const given = readArguments(argv)
  if (given.kind !== "run") return given
  const faults = new Set(given.faults)
  const file = readNamedFile(given.config ?? env["ZMQSCOPE_CONFIG"], readFile, faults)
  const everywhere = [given.common, readEnvironment(env)]
  const brokers = joinBrokers(given, file, everywhere, faults)
  const server = new OptionReader([...everywhere, file.common], faults)
  const options: Options = {
    host: server.read("host", SPECS.host),
    publicUrl: server.read<URL | undefined>("public-url", SPECS["public-url"]),
    httpPort: server.read("http-port", SPECS["http-port"]),
    open: server.read("open", SPECS.open),
    scenes: server.read<string | undefined>("scenes", SPECS.scenes),
    data: server.read<string | undefined>("data", SPECS.data),
    logLevel: server.read<LogLevel>("log-level", SPECS["log-level"]),
    brokers: brokers.map((broker) => chooseBroker(broker, given.isAttach, faults)),
  }
  if (faults.size === 0)
    for (const fault of optionFaults(options, given.isAttach)) faults.add(fault)
  return faults.size > 0 ? { kind: "fault", faults: [...faults] } : { kind: "run", options }
}

const NOTHING: GivenOptions = new Map()

/** A broker with all that was said of it, what counts most first. */
interface NamedBroker {
  readonly name: string
  readonly layers: readonly GivenOptions[]
  /** Those of them that are about it alone. */
  readonly own: readonly GivenOptions[]
  /** As words that follow an option; empty where there is no other broker. */
  readonly of: string
}

/** Reads options from layers, the first of which that has one counts. */
class OptionReader {
  readonly #layers: readonly GivenOptions[]
  /** Each once: what is everybody's is read for every broker. */
  readonly #faults: Set<string>

  constructor(layers: readonly GivenOptions[], faults: Set<string>) {
    this.#layers = layers
    this.#faults = faults
  }

  find(name: OptionName): Given | undefined {
    return this.#layers.find((layer) => layer.has(name))?.get(name)
  }

  read<T>(name: OptionName, { fallback, parse, allowed }: OptionSpec<T>): T {
    const given = this.find(name)
    if (given === undefined) return fallback
    const value = parse(given.text)
    if (value !== undefined) return value
    this.#faults.add(`${given.source} "${given.text}" makes no sense: allowed is ${allowed}`)
    return fallback
  }
}

/** The brokers of the file and of the arguments, by name; one without a name where there are none. */
function joinBrokers(
  given: Arguments,
  file: Configuration,
  everywhere: readonly GivenOptions[],
  faults: Set<string>,
): readonly NamedBroker[] {
  const inFile = byName(file.brokers, `${file.path}: `, faults)
  const inArguments = byName(given.brokers, "--broker ", faults)
  const named = new Set([...inFile.keys(), ...inArguments.keys()])
  if (given.isAttach && named.size > 0) {
    faults.add(
      "attach watches one broker alone: among others, give it as --broker NAME --attach-frontend tcp://HOST:PORT --attach-backend tcp://HOST:PORT",
    )
  }
  const beside = named.size > 1 ? everywhere.flatMap(targetsIn) : []
  for (const { source } of beside) {
    faults.add(`${source} does not say which broker it is for: put it behind --broker NAME`)
  }
  if (named.size === 0) named.add(FIRST_NAME)
  return [...named].map((name) => {
    const argued = inArguments.get(name) ?? NOTHING
    const filed = inFile.get(name) ?? NOTHING
    const layers = [argued, ...everywhere, filed, file.common]
    return {
      name,
      layers,
      own: named.size > 1 ? [argued, filed] : layers,
      of: ofBroker(name, named.size),
    }
  })
}

function byName(
  brokers: readonly GivenBroker[],
  source: string,
  faults: Set<string>,
): ReadonlyMap<string, GivenOptions> {
  const named = new Map<string, GivenOptions>()
  for (const { name, own } of brokers) {
    if (named.has(name)) {
      faults.add(`${source}"${name}" is there twice: give each broker a name of its own`)
    }
    named.set(name, own)
  }
  return named
}

function targetsIn(layer: GivenOptions): readonly Given[] {
  return TARGET_OPTIONS.flatMap((name) => layer.get(name) ?? [])
}

function chooseBroker(
  { name, layers, own, of }: NamedBroker,
  isAttach: boolean,
  faults: Set<string>,
): BrokerChoice {
  const all = new OptionReader(layers, faults)
  const alone = new OptionReader(own, faults)
  const frontend = targetAddress("attach-frontend", alone)
  const backend = targetAddress("attach-backend", alone)
  const isAttached = isAttach || TARGET_OPTIONS.some((option) => alone.find(option) !== undefined)
  const engine = all.read<Engine>("engine", SPECS.engine)
  if (isAttached) {
    for (const option of TARGET_OPTIONS) {
      if (alone.find(option) !== undefined) continue
      faults.add(
        `${targetOption(option, isAttach)}${of} is missing: both ports of the broker are needed, as tcp://HOST:PORT (one that has a single port is given it twice)`,
      )
    }
    const chosen = alone.find("engine")
    if (chosen !== undefined) {
      faults.add(
        `${chosen.source}${of} makes no sense with attach: the broker is somebody else's, so leave it out`,
      )
    }
  }
  return {
    name,
    frontendPort: all.read("frontend-port", SPECS["frontend-port"]),
    backendPort: all.read("backend-port", SPECS["backend-port"]),
    engine: isAttached ? "attach" : engine,
    target: frontend && backend && { frontend, backend },
    empty: all.read("empty", SPECS.empty),
    seed: all.read("seed", SPECS.seed),
    bodyBytes: all.read("body-kib", SPECS["body-kib"]) * KIB,
    bodiesBytes: all.read("bodies-mib", SPECS["bodies-mib"]) * KIB * KIB,
  }
}

function targetAddress(
  option: (typeof TARGET_OPTIONS)[number],
  from: OptionReader,
): TargetAddress | undefined {
  const address = from.read<Address | undefined>(option, SPECS[option])
  const given = from.find(option)
  return address && given && { ...address, givenBy: given.source }
}

/** The file that is named, or the one in the working directory, if it is there. */
function readNamedFile(
  named: string | undefined,
  readFile: ReadFile,
  faults: Set<string>,
): Configuration {
  const path = named ?? CONFIG_FILE
  const nothing = { path, common: new Map(), brokers: [] }
  try {
    const text = readFile(path)
    if (text !== undefined) {
      const read = readConfiguration(path, text)
      if (read.kind === "configuration") return read.configuration
      for (const fault of read.faults) faults.add(fault)
    } else if (named !== undefined) {
      faults.add(`--config "${path}" is not there: give the path of a configuration file`)
    }
  } catch (error) {
    faults.add(
      `${path} cannot be read: ${reasonOf(error)}. Give the path of a configuration file, or let this user read it`,
    )
  }
  return nothing
}
