import type { Address } from "@zmqscope/broker"
import type { Engine } from "@zmqscope/protocol"
import { type TSchema, Type } from "typebox"
import {
  parseEndpoint,
  parseFlag,
  parseHost,
  parsePublicUrl,
  wholeNumber,
} from "./option-values.js"

export interface OptionSpec<T> {
  readonly fallback: T
  /** How the value is called in the help; a flag has none. */
  readonly placeholder?: string
  readonly help: string
  readonly allowed: string
  /** Undefined when the text is not allowed. */
  readonly parse: (text: string) => T | undefined
  /** What stands for it in a configuration file. */
  readonly schema: TSchema
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const
export type LogLevel = (typeof LOG_LEVELS)[number]
/** `attach` comes with a target alone. */
const ENGINES: readonly Engine[] = ["zmtp", "libzmq"]
const PORT_RANGE = "a whole number from 0 to 65535 (0 takes a free port)"
const MAX_SEED = 0xffffffff
const MAX_BODY_KIB = 1024
const MAX_BODIES_MIB = 1024

function text(fallback: string | undefined, placeholder: string, help: string) {
  return { placeholder, help, schema: Type.String(described(help, fallback)) }
}

function described<T>(description: string, fallback: T | undefined) {
  return fallback === undefined ? { description } : { description, default: fallback }
}

function number(fallback: number, maximum: number, help: string, allowed: string) {
  return {
    fallback,
    placeholder: "number",
    help,
    allowed,
    parse: (digits: string) => wholeNumber(digits, maximum),
    schema: Type.Integer({ ...described(help, fallback), minimum: 0, maximum }),
  } satisfies OptionSpec<number>
}

function port(fallback: number, help: string) {
  return number(fallback, 65_535, help, PORT_RANGE)
}

function flag(help: string) {
  return {
    fallback: false,
    help,
    allowed: "no value, or true or false",
    parse: parseFlag,
    schema: Type.Boolean(described(help, false)),
  } satisfies OptionSpec<boolean>
}

function choice<T extends string>(
  values: readonly T[],
  fallback: T,
  placeholder: string,
  help: string,
) {
  return {
    fallback,
    placeholder,
    help,
    allowed: `one of ${values.join(", ")}`,
    parse: (word: string) => values.find((value) => value === word),
    schema: Type.Enum([...values], described(help, fallback)),
  } satisfies OptionSpec<T>
}

function endpoint(help: string): OptionSpec<Address | undefined> {
  return {
    ...text(undefined, "endpoint", help),
    fallback: undefined,
    allowed: "tcp://HOST:PORT",
    parse: parseEndpoint,
  }
}

const HOST_HELP = "interface to listen on; 0.0.0.0 or :: opens all, and the page then needs a token"

const DATA_HELP =
  "where the log of events is kept, so that it outlives the server; it is made if it is not there"

/** Options of the server as a whole. */
export const SERVER_SPECS = {
  host: {
    ...text("127.0.0.1", "address", HOST_HELP),
    fallback: "127.0.0.1",
    allowed: "an IPv4 or IPv6 address of this machine, 0.0.0.0, :: or localhost",
    parse: parseHost,
  } satisfies OptionSpec<string>,
  "http-port": port(5580, "port of the dashboard"),
  "public-url": {
    ...text(undefined, "url", "where browsers open the page, when a proxy stands before it"),
    fallback: undefined,
    allowed:
      "an http or https URL of host, port and path alone, https://tools.example/zmq/ for one",
    parse: parsePublicUrl,
  } satisfies OptionSpec<URL | undefined>,
  open: flag("open the dashboard in the browser"),
  scenes: {
    ...text(undefined, "folder", "scenes of your own, as JSON (docs/scenes.md)"),
    fallback: undefined,
    allowed: "the path of a folder",
    parse: (path) => (path === "" ? undefined : path),
  } satisfies OptionSpec<string | undefined>,
  data: {
    ...text(undefined, "directory", DATA_HELP),
    fallback: undefined,
    allowed: "the path of a directory",
    parse: (path) => (path === "" || path.includes("\0") ? undefined : path),
  } satisfies OptionSpec<string | undefined>,
  "log-level": choice(LOG_LEVELS, "warn", "level", "what is logged to stderr"),
}

/** Options of each broker. */
export const BROKER_SPECS = {
  "frontend-port": port(5559, "port that clients connect to (ROUTER)"),
  "backend-port": port(5560, "port that workers connect to (DEALER)"),
  engine: choice(
    ENGINES,
    "zmtp",
    "engine",
    "what carries the messages: zmqscope's own ZMTP, or libzmq's sockets",
  ),
  "attach-frontend": endpoint("clients' port of a broker that runs already, to be watched"),
  "attach-backend": endpoint("workers' port of that broker"),
  empty: flag("start without simulated peers"),
  seed: number(
    1,
    MAX_SEED,
    "seed of everything random in the simulator",
    `a whole number from 0 to ${MAX_SEED}`,
  ),
  "body-kib": number(
    64,
    MAX_BODY_KIB,
    "how much is kept of a body to be looked at, KiB; 0: its first 256 bytes",
    `a whole number from 0 to ${MAX_BODY_KIB}`,
  ),
  "bodies-mib": number(
    64,
    MAX_BODIES_MIB,
    "how much is kept of all bodies, MiB; the oldest go first",
    `a whole number from 0 to ${MAX_BODIES_MIB}`,
  ),
}

type ServerOption = keyof typeof SERVER_SPECS
export type BrokerOption = keyof typeof BROKER_SPECS
export type OptionName = ServerOption | BrokerOption

export const SPECS = { ...SERVER_SPECS, ...BROKER_SPECS }
export const NAMES: readonly OptionName[] = Object.keys(SPECS).filter(isOptionName)

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(SPECS, name)
}

export function isBrokerOption(name: string): name is BrokerOption {
  return Object.hasOwn(BROKER_SPECS, name)
}

export function isFlag(name: OptionName): boolean {
  return !("placeholder" in SPECS[name])
}

/** The environment variable that stands for an option: `--http-port` is `ZMQSCOPE_HTTP_PORT`. */
export function environmentName(name: string): string {
  return `ZMQSCOPE_${name.toUpperCase().replaceAll("-", "_")}`
}

/** Its name in a configuration file: `--http-port` is `httpPort`. */
export function fileName(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
