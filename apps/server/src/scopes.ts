import { REMOVED_CODE } from "@zmqscope/protocol"
import { Scope, type ScopeParts } from "./scope.js"
import type { ScopeOptions } from "./scope-options.js"

/** RFC 6455: an endpoint that goes away. */
const GOING_AWAY = 1001

/** The brokers of this server, by name, in the order in which they were added. */
export class Scopes {
  readonly #parts: ScopeParts
  readonly #scopes = new Map<string, Scope>()

  constructor(parts: ScopeParts) {
    this.#parts = parts
  }

  get all(): readonly Scope[] {
    return [...this.#scopes.values()]
  }

  /** Those that the server was started for. */
  get configured(): readonly Scope[] {
    return this.all.filter(({ isInside }) => !isInside)
  }

  /** The one that is meant where none is named. */
  get first(): Scope {
    const [first] = this.#scopes.values()
    if (first === undefined) throw new Error("a server has at least one broker: add it first")
    return first
  }

  get(name: string): Scope | undefined {
    return this.#scopes.get(name)
  }

  /**
   * Begins to watch one more: resolves when its broker stands and the simulated peers that are wanted
   * from the start are there. Rejects with BrokerStartError, nothing left of it, when it cannot start.
   */
  async add(options: ScopeOptions): Promise<Scope> {
    const scope = await this.start(options)
    await scope.startLoad()
    return scope
  }

  /** As `add`, without any simulated peers yet. */
  async start(options: ScopeOptions): Promise<Scope> {
    const { name } = options
    if (this.#scopes.has(name)) throw new Error(`there is a broker named "${name}" already`)
    const scope = new Scope(options, this.#parts)
    this.#scopes.set(name, scope)
    try {
      await scope.startBroker()
    } catch (error) {
      this.#scopes.delete(name)
      await scope.stop()
      scope.publisher.close(REMOVED_CODE, `the broker "${name}" did not start`)
      throw error
    }
    return scope
  }

  /** Ends one, its viewers' streams first; resolves when its processes have gone. The last one stays. */
  async remove(name: string): Promise<void> {
    const scope = this.#scopes.get(name)
    if (scope === undefined) throw new Error(`there is no broker named "${name}"`)
    if (this.#scopes.size === 1) throw new Error(`"${name}" is the only broker: a server has one`)
    this.#scopes.delete(name)
    scope.publisher.close(REMOVED_CODE, `the broker "${name}" was removed`)
    await scope.stop()
  }

  /** Ends all of them, and then their viewers' streams. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((scope) => scope.stop()))
    for (const { publisher } of this.all) {
      publisher.close(GOING_AWAY, "the server is shutting down")
    }
  }
}
