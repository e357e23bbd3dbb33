import type { Scope } from "./scope.js"

/** The brokers of this server, by name. */
export class Scopes {
  readonly #scopes: ReadonlyMap<string, Scope>
  /** The one that is meant where none is named. */
  readonly first: Scope

  constructor(first: Scope, others: readonly Scope[] = []) {
    this.first = first
    this.#scopes = new Map([first, ...others].map((scope) => [scope.name, scope]))
  }

  get all(): readonly Scope[] {
    return [...this.#scopes.values()]
  }

  get(name: string): Scope | undefined {
    return this.#scopes.get(name)
  }
}
