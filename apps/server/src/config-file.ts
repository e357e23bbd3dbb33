import { reasonOf } from "@zmqscope/protocol"
import { type TSchema, Type } from "typebox"
import type { Given, GivenBroker, GivenOptions } from "./given-options.js"
import {
  BROKER_SPECS,
  fileName,
  isFlag,
  NAMES,
  type OptionName,
  SERVER_SPECS,
  SPECS,
} from "./option-specs.js"
import { NAME_ALLOWED, NAME_PATTERN } from "./option-values.js"
import { type Fault, faultsIn } from "./validation.js"

/** Read where no other is named, if it is there. */
export const CONFIG_FILE = "zmqscope.config.json"

const ADVICE = 'README.md shows one, under "Several brokers"'
/** Both of these options are one object in a file. */
const ATTACH = "attach-"

const closed = { additionalProperties: false } as const

/** The properties of a file that stand for options, from the one table of options. */
function properties(specs: Readonly<Record<string, { readonly schema: TSchema }>>) {
  return Object.fromEntries(
    Object.entries(specs)
      .filter(([name]) => !isTarget(name))
      .map(([name, { schema }]) => [fileName(name), Type.Optional(schema)]),
  )
}

const { "attach-frontend": attachFrontend, "attach-backend": attachBackend } = BROKER_SPECS

const ConfiguredBroker = Type.Object(
  {
    name: Type.String({
      description: "what it is called in URLs and on the page",
      pattern: NAME_PATTERN,
    }),
    ...properties(BROKER_SPECS),
    attach: Type.Optional(
      Type.Object(
        { frontend: attachFrontend.schema, backend: attachBackend.schema },
        {
          description: "a broker that runs already, watched instead of one of zmqscope's own",
          ...closed,
        },
      ),
    ),
  },
  closed,
)

/** `zmqscope.config.json`. What stands beside `brokers` holds for all of them that do not say otherwise. */
export const ConfigFile = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    ...properties(SERVER_SPECS),
    ...properties(BROKER_SPECS),
    brokers: Type.Optional(
      Type.Array(ConfiguredBroker, {
        description: "the brokers to watch; the first is the one that URLs without a name mean",
        minItems: 1,
      }),
    ),
  },
  { $schema: "http://json-schema.org/draft-07/schema#", title: CONFIG_FILE, ...closed },
)

/** What a configuration file says, as the command line would. */
export interface Configuration {
  readonly path: string
  /** What holds for every broker that does not say otherwise, and what is the server's. */
  readonly common: GivenOptions
  readonly brokers: readonly GivenBroker[]
}

export type ReadConfiguration =
  | { readonly kind: "configuration"; readonly configuration: Configuration }
  | { readonly kind: "fault"; readonly faults: readonly string[] }

/** Reads the text of a configuration file. Never throws. */
export function readConfiguration(path: string, text: string): ReadConfiguration {
  let value: unknown
  try {
    // Some editors of Windows put a byte order mark first.
    value = JSON.parse(text.replace(/^\uFEFF/, ""))
  } catch (error) {
    const reason = reasonOf(error)
    return { kind: "fault", faults: [`${path} is no JSON: ${reason}. ${ADVICE}`] }
  }
  const faults = faultsIn(ConfigFile, value)
  if (faults.length > 0 || !isRecord(value)) {
    return { kind: "fault", faults: faults.map((fault) => `${path}: ${explained(fault)}`) }
  }
  const brokers = Array.isArray(value["brokers"]) ? value["brokers"].filter(isRecord) : []
  const configuration = {
    path,
    common: givenIn(value, `${path}: `),
    brokers: brokers.map((broker, place) => ({
      name: String(broker["name"]),
      own: givenIn(broker, `${path}: /brokers/${place}/`),
    })),
  }
  return { kind: "configuration", configuration }
}

function givenIn(object: Readonly<Record<string, unknown>>, place: string): GivenOptions {
  const attach = isRecord(object["attach"]) ? object["attach"] : {}
  const given = new Map<OptionName, Given>()
  for (const name of NAMES) {
    const [inside, key] = isTarget(name)
      ? [attach, name.slice(ATTACH.length)]
      : [object, fileName(name)]
    const value = inside[key]
    const source = `${place}${isTarget(name) ? "attach/" : ""}${key}`
    // Of the schema's types nothing but these is left.
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      given.set(name, { source, text: `${value}` })
    }
  }
  return given
}

function isTarget(name: string): boolean {
  return name.startsWith(ATTACH)
}

/** With what is allowed there, where it is an option's place. */
function explained({ path, message }: Fault): string {
  const place = path || "the whole"
  const allowed = allowedAt(path)
  if (allowed === undefined || message.startsWith("is not known")) return `${place} ${message}`
  return message === "is required"
    ? `${place} ${message}: ${allowed}`
    : `${place} must be ${allowed}`
}

function allowedAt(path: string): string | undefined {
  const [key = "", parent] = path.split("/").reverse()
  if (key === "") return `an object: ${ADVICE}`
  if (key === "name") return NAME_ALLOWED
  if (key === "brokers") return "a list of at least one broker"
  if (key === "attach") return 'an object with "frontend" and "backend"'
  const name = NAMES.find((option) => fileName(option) === key || option === `${parent}-${key}`)
  if (name === undefined) return undefined
  return isFlag(name) ? "true or false" : SPECS[name].allowed
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
