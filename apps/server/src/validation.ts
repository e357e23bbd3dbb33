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

/** Fastify's validator: nothing is dropped or defaulted in silence, and every fault is reported. */
export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const validate = (httpPart === "body" ? bodies : texts).compile(schema)
  return (value: unknown) => {
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
  const unions = errors.filter((error) => error.keyword === "anyOf")
  let kept = errors.filter((error) => error.keyword !== "anyOf")
  const faults: Fault[] = []
  for (const union of unions) {
    const inside = kept.filter((error) => isInside(error, union))
    kept = kept.filter((error) => !isInside(error, union))
    faults.push(...unionFaults(union, inside))
  }
  faults.push(...kept.map(describe))
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.message}`, fault])).values()]
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${union.schemaPath}/`) &&
    error.instancePath.startsWith(union.instancePath)
  )
}

/** The protocol's unions are told apart by a constant: only the branch that was named is judged. */
function unionFaults(union: ErrorObject, inside: readonly ErrorObject[]): Fault[] {
  const branches = new Map<string, ErrorObject[]>()
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split("/")[0] ?? ""
    branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const all = [...branches.values()]
  const meant = all
    .filter((branch) => branch.every((error) => error.keyword !== "const"))
    .sort((a, b) => a.length - b.length)[0]
  if (meant !== undefined) return meant.map(describe)
  const constants = inside.filter((error) => error.keyword === "const")
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
