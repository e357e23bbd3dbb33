import { Ajv, type ErrorObject } from "ajv"
import type { FastifySchemaCompiler } from "fastify"

/** One fault of a body or a query: a JSON pointer to the place, and what is wrong there. */
export interface Fault {
  readonly path: string
  readonly message: string
}

const OPTIONS = { allErrors: true, verbose: true, strict: false } as const
const bodies = new Ajv(OPTIONS)
/** Text is all that a query or a path can hold, so numbers are read from it. */
const texts = new Ajv({ ...OPTIONS, coerceTypes: true })

/**
 * Fastify's validator: nothing is dropped or defaulted in silence, and every fault is reported. It is
 * compiled for the first request: for all routes that would be half of what a start takes.
 */
export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const ajv = httpPart === "body" ? bodies : texts
  return (value: unknown) => {
    // Ajv remembers what it has compiled.
    const validate = ajv.compile(schema)
    if (validate(value)) return { value }
    return { error: new InvalidInput(describeFaults(validate.errors ?? [])) }
  }
}

/** Every fault of a value that came as JSON. */
export function faultsIn(schema: object, value: unknown): readonly Fault[] {
  const validate = bodies.compile(schema)
  return validate(value) ? [] : describeFaults(validate.errors ?? [])
}

export class InvalidInput extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ path, message }) => `${path || "the whole"} ${message}`).join("; "))
    this.name = "InvalidInput"
    this.faults = faults
  }
}

/** Ajv's errors in words, those of union branches that were not meant left out, each once. */
function describeFaults(errors: readonly ErrorObject[]): Fault[] {
  const faults = faultsOf(errors)
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.message}`, fault])).values()]
}

/** A union's own error comes after all those of its branches, so the last is the outermost. */
function faultsOf(errors: readonly ErrorObject[]): Fault[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf").reverse()
  let kept = errors
  const faults: Fault[] = []
  for (const union of unions) {
    if (!kept.includes(union)) continue
    const inside = kept.filter((error) => isInside(error, union))
    kept = kept.filter((error) => error !== union && !inside.includes(error))
    faults.push(...unionFaults(union, inside))
  }
  return [...faults, ...kept.map(describe)]
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error !== union &&
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    error.instancePath.startsWith(union.instancePath)
  )
}

/**
 * The protocol's unions are told apart by a constant, or by what they have: only the branch that was
 * named is judged, the one that knows most of what was given.
 */
function unionFaults(union: ErrorObject, inside: readonly ErrorObject[]): Fault[] {
  const branches = new Map<string, ErrorObject[]>()
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split("/")[0] ?? ""
    branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const isAt = ({ instancePath }: ErrorObject, depth: number) =>
    instancePath.slice(union.instancePath.length).split("/").length === depth + 1
  const unknown = (branch: readonly ErrorObject[]) =>
    branch.filter((error) => error.keyword === "additionalProperties" && isAt(error, 0)).length
  const meant = [...branches.values()]
    .filter((branch) => branch.every((error) => error.keyword !== "const" || !isAt(error, 1)))
    .sort((a, b) => unknown(a) - unknown(b) || a.length - b.length)[0]
  if (meant !== undefined) return faultsOf(meant)
  const constants = inside.filter((error) => error.keyword === "const" && isAt(error, 1))
  const values = [...new Set(constants.map((error) => String(error.params["allowedValue"])))]
  const path = constants[0]?.instancePath ?? union.instancePath
  return [{ path, message: `must be one of ${values.join(", ")}` }]
}

function describe(error: ErrorObject): Fault {
  const { keyword, instancePath, params } = error
  switch (keyword) {
    case "required":
      return { path: `${instancePath}/${params["missingProperty"]}`, message: "is required" }
    case "additionalProperties": {
      const known = Object.keys(error.parentSchema?.["properties"] ?? {})
      const allowed = known.length === 0 ? "none is" : `allowed are ${known.join(", ")}`
      const path = `${instancePath}/${escapePointer(String(params["additionalProperty"]))}`
      return { path, message: `is not known here: ${allowed}` }
    }
    case "enum":
      return { path: instancePath, message: `must be one of ${params["allowedValues"].join(", ")}` }
    case "minProperties":
      return { path: instancePath, message: "must have at least one property" }
    default:
      return { path: instancePath, message: error.message ?? keyword }
  }
}

function escapePointer(text: string): string {
  return text.replaceAll("~", "~0").replaceAll("/", "~1")
}
