import { isIPv4, isIPv6 } from "node:net"
import { parseArgs } from "node:util"

import type { Address, Target } from "@zmqscope/broker"
import type { Engine } from "@zmqscope/protocol"
import { inUrl, isThisMachine } from "./addresses.js"

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** How the command was asked to run. Port 0 takes a free one. */
export interface Options {
  /** An address, IPv6 without brackets. */
  readonly host: string
  /** Where browsers open the page, when that is not where it listens; its path ends in a slash. */
  readonly publicUrl: URL | undefined
  readonly httpPort: number
  readonly frontendPort: number
  readonly backendPort: number
  readonly engine: Engine
  /** A broker that runs already, which is watched instead of having one of ours. */
  readonly target: Target | undefined
  readonly empty: boolean
  /** A folder of scenes, besides those that come with it. */
  readonly scenes: string | undefined
  readonly seed: number
  readonly open: boolean
  /** The directory for what outlives the server; nothing does without one. */
  readonly data: string | undefined
  /** Bytes kept of each body, and of all. */
  readonly bodyBytes: number
  readonly bodiesBytes: number
  readonly logLevel: LogLevel
}

export type ParsedOptions =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  /** One line for each option that makes no sense. */
  | { readonly kind: "fault"; readonly faults: readonly string[] }

interface OptionSpec<T> {
  readonly fallback: T
  /** How the value is called in the help; a flag has none. */
  readonly placeholder?: string
  readonly help: string
  readonly allowed: string
  /** Undefined when the text is not allowed. */
  readonly parse: (text: string) => T | undefined
}

const ENGINES: readonly Engine[] = ["zmtp", "libzmq"]
/** The one argument that is no option. */
const ATTACH = "attach"
const PORT_RANGE = "a whole number from 0 to 65535 (0 takes a free port)"
const MAX_SEED = 0xffffffff
const MAX_BODY_KIB = 1024
const MAX_BODIES_MIB = 1024

function port(fallback: number, help: string): OptionSpec<number> {
  return {
    fallback,
    placeholder: "number",
    help,
    allowed: PORT_RANGE,
    parse: (text) => wholeNumber(text, 65_535),
  }
}

function flag(help: string): OptionSpec<boolean> {
  return {
    fallback: false,
    help,
    allowed: "no value, or true or false",
    parse: (text) =>
      text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : undefined,
  }
}

function endpoint(help: string): OptionSpec<Address | undefined> {
  return {
    fallback: undefined,
    placeholder: "endpoint",
    help,
    allowed: "tcp://HOST:PORT",
    parse: parseEndpoint,
  }
}

/** The one table of options: parsing, the environment, defaults and `--help` come from it. */
const SPECS = {
  host: {
    fallback: "127.0.0.1",
    placeholder: "address",
    help: "interface to listen on; 0.0.0.0 or :: opens all, and the page then needs a token",
    allowed: "an IPv4 or IPv6 address of this machine, 0.0.0.0, :: or localhost",
    parse: parseHost,
  } satisfies OptionSpec<string>,
  "http-port": port(5580, "port of the dashboard"),
  "frontend-port": port(5559, "port that clients connect to (ROUTER)"),
  "backend-port": port(5560, "port that workers connect to (DEALER)"),
  "public-url": {
    fallback: undefined,
    placeholder: "url",
    help: "where browsers open the page, when a proxy stands before it",
    allowed:
      "an http or https URL of host, port and path alone, https://tools.example/zmq/ for one",
    parse: parsePublicUrl,
  } satisfies OptionSpec<URL | undefined>,
  frontend: endpoint("of a broker that runs already: its clients' port (with attach)"),
  backend: endpoint("of a broker that runs already: its workers' port (with attach)"),
  engine: {
    fallback: "zmtp",
    placeholder: "engine",
    help: "what carries the messages: zmqscope's own ZMTP, or libzmq's sockets",
    allowed: `one of ${ENGINES.join(", ")}`,
    parse: (text) => ENGINES.find((engine) => engine === text),
  } satisfies OptionSpec<Engine>,
  empty: flag("start without simulated peers"),
  scenes: {
    fallback: undefined,
    placeholder: "folder",
    help: "scenes of your own, as JSON (docs/scenes.md)",
    allowed: "the path of a folder",
    parse: (text) => (text === "" ? undefined : text),
  } satisfies OptionSpec<string | undefined>,
  seed: {
    fallback: 1,
    placeholder: "number",
    help: "seed of everything random in the simulator",
    allowed: `a whole number from 0 to ${MAX_SEED}`,
    parse: (text) => wholeNumber(text, MAX_SEED),
  } satisfies OptionSpec<number>,
  data: {
    fallback: undefined,
    placeholder: "directory",
    help: "where the log of events is kept, so that it outlives the server; made if it is not there",
    allowed: "a path",
    parse: (text) => (text === "" || text.includes("\0") ? undefined : text),
  } satisfies OptionSpec<string | undefined>,
  "body-kib": {
    fallback: 64,
    placeholder: "number",
    help: "how much is kept of a body to be looked at, KiB; 0: its first 256 bytes",
    allowed: `a whole number from 0 to ${MAX_BODY_KIB}`,
    parse: (text) => wholeNumber(text, MAX_BODY_KIB),
  } satisfies OptionSpec<number>,
  "bodies-mib": {
    fallback: 64,
    placeholder: "number",
    help: "how much is kept of all bodies, MiB; the oldest go first",
    allowed: `a whole number from 1 to ${MAX_BODIES_MIB}`,
    parse: (text) => {
      const value = wholeNumber(text, MAX_BODIES_MIB)
      return value === 0 ? undefined : value
    },
  } satisfies OptionSpec<number>,
  open: flag("open the dashboard in the browser"),
  "log-level": {
    fallback: "warn",
    placeholder: "level",
    help: "what is logged to stderr",
    allowed: `one of ${LOG_LEVELS.join(", ")}`,
    parse: (text) => LOG_LEVELS.find((level) => level === text),
  } satisfies OptionSpec<LogLevel>,
}

type OptionName = keyof typeof SPECS
const NAMES = Object.keys(SPECS).filter(isOptionName)
const FLAGS: readonly OptionName[] = ["empty", "open"]

/** The environment variable that stands for an option: `--http-port` is `ZMQSCOPE_HTTP_PORT`. */
export function environmentName(name: string): string {
  return `ZMQSCOPE_${name.toUpperCase().replaceAll("-", "_")}`
}

/** Reads the options; an argument wins over its environment variable. Never throws. */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ParsedOptions {
  const faults: string[] = []
  const given = new Map<OptionName, { readonly source: string; readonly text: string }>()
  for (const name of NAMES) {
    const text = env[environmentName(name)]
    if (text !== undefined && text !== "") given.set(name, { source: environmentName(name), text })
  }
  let isAttach = false
  for (const token of tokens(argv)) {
    if (token.kind === "option-terminator") continue
    if (token.kind === "positional" && token.value === ATTACH) isAttach = true
    else if (token.kind === "positional") {
      faults.push(`"${token.value}" is not understood: only options are, and ${ATTACH}, see --help`)
    } else if (token.name === "help" || token.name === "h") return { kind: "help" }
    else if (token.name === "version") return { kind: "version" }
    else if (isOptionName(token.name)) {
      const text = token.value ?? (FLAGS.includes(token.name) ? "true" : "")
      given.set(token.name, { source: token.rawName, text })
    } else {
      const allowed = NAMES.map((name) => `--${name}`).join(", ")
      faults.push(`${token.rawName} is not an option: allowed are ${allowed}, --help, --version`)
    }
  }

  function read<T>(name: OptionName, spec: OptionSpec<T>): T {
    const value = given.get(name)
    if (value === undefined) return spec.fallback
    const parsed = spec.parse(value.text)
    if (parsed === undefined) {
      faults.push(`${value.source} "${value.text}" makes no sense: allowed is ${spec.allowed}`)
    }
    return parsed ?? spec.fallback
  }

  const target = {
    frontend: read("frontend", SPECS.frontend),
    backend: read("backend", SPECS.backend),
  }
  const engine = read<Engine>("engine", SPECS.engine)
  if (isAttach && given.has("engine")) {
    faults.push("--engine makes no sense with attach: the broker is somebody else's")
  }
  const options: Options = {
    host: read("host", SPECS.host),
    httpPort: read("http-port", SPECS["http-port"]),
    frontendPort: read("frontend-port", SPECS["frontend-port"]),
    backendPort: read("backend-port", SPECS["backend-port"]),
    publicUrl: read<URL | undefined>("public-url", SPECS["public-url"]),
    engine: isAttach ? "attach" : engine,
    target: isAttach && isWhole(target) ? target : undefined,
    empty: read("empty", SPECS.empty),
    scenes: read<string | undefined>("scenes", SPECS.scenes),
    seed: read("seed", SPECS.seed),
    open: read("open", SPECS.open),
    data: read<string | undefined>("data", SPECS.data),
    bodyBytes: read("body-kib", SPECS["body-kib"]) * 1024,
    bodiesBytes: read("bodies-mib", SPECS["bodies-mib"]) * 1024 * 1024,
    logLevel: read<LogLevel>("log-level", SPECS["log-level"]),
  }
  faults.push(...samePortFaults(options))
  if (faults.length === 0) faults.push(...targetFaults(isAttach, target, options))
  return faults.length > 0 ? { kind: "fault", faults } : { kind: "run", options }
}

type Value = string | number | boolean | URL | Address | undefined

/** What `--help` prints. */
export function helpText(): string {
  const lines = NAMES.map((name) => {
    const { help, fallback, placeholder }: OptionSpec<Value> = SPECS[name]
    const usage = placeholder === undefined ? `--${name}` : `--${name} <${placeholder}>`
    const shown =
      placeholder === undefined || fallback === undefined || typeof fallback === "object"
        ? ""
        : ` (${fallback})`
    return `  ${usage.padEnd(24)} ${help}${shown}\n${" ".repeat(27)}${environmentName(name)}`
  })
  return [
    "zmqscope: a ZeroMQ ROUTER/DEALER broker that you can watch",
    "",
    "zmqscope [OPTION]...                     brings a broker",
    "zmqscope attach --frontend tcp://HOST:PORT --backend tcp://HOST:PORT [OPTION]...",
    "                                         watches a broker that runs already",
    "",
    "Options, each with its default and its environment variable:",
    ...lines,
    `  ${"--help".padEnd(24)} print this`,
    `  ${"--version".padEnd(24)} print the version`,
  ].join("\n")
}

interface PartialTarget {
  readonly frontend: Address | undefined
  readonly backend: Address | undefined
}

function isWhole(target: PartialTarget): target is Target {
  return target.frontend !== undefined && target.backend !== undefined
}

/** A broker to attach to is named by both its ports, and is not zmqscope itself. */
function targetFaults(isAttach: boolean, target: PartialTarget, options: Options): string[] {
  const { host, frontendPort, backendPort, httpPort } = options
  return (["frontend", "backend"] as const).flatMap((side) => {
    const address = target[side]
    if (!isAttach) {
      return address === undefined
        ? []
        : [`--${side} names a broker to watch: begin with ${ATTACH}, or leave it out`]
    }
    if (address === undefined) {
      return [`--${side} is missing: attach needs both ports of the broker, as tcp://HOST:PORT`]
    }
    const isOurs = [frontendPort, backendPort, httpPort].includes(address.port)
    if (!isOurs || !isThisMachine(address.host, host)) return []
    const text = `tcp://${inUrl(address.host)}:${address.port}`
    return [
      `--${side} ${text} is where zmqscope itself would listen: give the broker's own port, or choose another with --frontend-port, --backend-port or --http-port`,
    ]
  })
}

/** `tcp://host:port`, a host by name or address. */
function parseEndpoint(text: string): Address | undefined {
  const [, host = "", digits = ""] = /^tcp:\/\/(\[[^\]]+\]|[^:/[\]]+):(\d{1,5})$/.exec(text) ?? []
  const number = wholeNumber(digits, 65_535)
  if (host === "" || host === "*" || number === undefined || number === 0) return undefined
  return { host: host.startsWith("[") ? host.slice(1, -1) : host, port: number }
}

function samePortFaults(options: Options): string[] {
  const ports = [
    ["--http-port", options.httpPort],
    ["--frontend-port", options.frontendPort],
    ["--backend-port", options.backendPort],
  ] as const
  return ports.flatMap(([name, value], at) => {
    const twin = ports.slice(0, at).find(([, other]) => other === value && value !== 0)
    if (twin === undefined) return []
    return [`${name} ${value} is also ${twin[0]}: allowed are three ports that differ, or 0`]
  })
}

function tokens(argv: readonly string[]) {
  const options = Object.fromEntries(
    NAMES.map((name) => [
      name,
      { type: FLAGS.includes(name) ? ("boolean" as const) : ("string" as const) },
    ]),
  )
  // Not strict: its errors name no allowed values, and end at the first fault.
  return parseArgs({ args: [...argv], options, strict: false, tokens: true }).tokens
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(SPECS, name)
}

/** IPv6 with brackets or without, in its shortest form. A zone (`fe80::1%eth0`) is in no URL. */
function parseHost(text: string): string | undefined {
  if (text === "localhost") return "127.0.0.1"
  if (isIPv4(text)) return text
  const address = /^\[(.+)\]$/.exec(text)?.[1] ?? text
  if (!isIPv6(address) || address.includes("%")) return undefined
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

function parsePublicUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const { protocol, username, password, search, hash, pathname } = url
  if (protocol !== "http:" && protocol !== "https:") return undefined
  if (username + password + search + hash !== "") return undefined
  if (!pathname.endsWith("/")) url.pathname = `${pathname}/`
  return url
}

function wholeNumber(text: string, maximum: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined
  const value = Number(text)
  return value <= maximum ? value : undefined
}
