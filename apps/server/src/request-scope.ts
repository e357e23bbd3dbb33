import type { App } from "./app-parts.js"
import { ProblemError } from "./problem.js"
import type { Scope } from "./scope.js"
import type { Scopes } from "./scopes.js"

/** Of whatever route: its types say what it is asked. */
interface AnyRequest {
  readonly url: string
}

const resolved = new WeakMap<AnyRequest, Scope>()

/** Lets every route of `app` be one of the scope that its path names, or of the first where it names none. */
export function resolveScopes(app: App, scopes: Scopes): void {
  app.addHook("onRequest", async (request) => {
    resolved.set(request, named(request.params, scopes))
  })
}

/** The scope that a request is about. */
export function scopeOf(request: AnyRequest): Scope {
  const scope = resolved.get(request)
  if (scope === undefined) throw new Error(`${request.url} is no route of a scope`)
  return scope
}

function named(params: unknown, scopes: Scopes): Scope {
  if (typeof params !== "object" || params === null || !("broker" in params)) return scopes.first
  const name = String(params.broker)
  const scope = scopes.get(name)
  if (scope !== undefined) return scope
  const names = scopes.all.map((one) => one.name).join(", ")
  const detail = `No broker is named "${name}": there ${scopes.all.length === 1 ? "is" : "are"} ${names}. GET /api/brokers tells of each.`
  throw new ProblemError(404, "unknown-broker", detail)
}
