import { DEFAULT_LIMITS, DEFAULT_SETTINGS } from "@zmqscope/broker/options"
import { pino } from "pino"
import { buildApp } from "../src/app.js"
import { Races } from "../src/races/races.js"
import type { ScopeOptions } from "../src/scope-options.js"
import { Scopes } from "../src/scopes.js"
import { accessPolicy } from "../src/security.js"
import { Stages } from "../src/stages.js"

const HOST = "127.0.0.1"

/** The web side of brokers that come and go; disposing ends all of it. */
export interface ServedScopes extends AsyncDisposable {
  readonly scopes: Scopes
  readonly url: string
}

/** A broker of our own on free ports, which nobody uses yet. */
export function ownBroker(name: string, over: Partial<ScopeOptions> = {}): ScopeOptions {
  const ports = { frontendPort: 0, backendPort: 0 }
  const common = { host: HOST, seed: 1, settings: DEFAULT_SETTINGS, limits: DEFAULT_LIMITS }
  return { name, empty: true, ...ports, ...common, ...over }
}

export async function serveScopes(brokers: readonly ScopeOptions[]): Promise<ServedScopes> {
  const log = pino({ level: "silent" })
  const scopes = new Scopes({ version: "1", log })
  const policy = accessPolicy(HOST, [])
  const stages = new Stages({
    add: async (name) => void (await scopes.add(ownBroker(name))),
    remove: (name) => scopes.remove(name),
    after: (ms, task) => {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  })
  const races = new Races({
    add: async (name, { lanes }, lane) => {
      return scopes.add(ownBroker(name, { settings: { ...DEFAULT_SETTINGS, ...lanes[lane] } }))
    },
    remove: (name) => scopes.remove(name),
  })
  const parts = {
    scopes,
    scenes: [],
    stages,
    races,
    policy,
    version: "1",
    pageDirectory: "/nowhere",
    log,
  }
  const app = await buildApp(parts)
  const end = async (): Promise<void> => {
    await scopes.close()
    await app.close()
  }
  try {
    await Promise.all(brokers.map((options) => scopes.add(options)))
    const url = await app.listen({ host: HOST, port: 0 })
    return { scopes, url, [Symbol.asyncDispose]: end }
  } catch (error) {
    await end()
    throw error
  }
}
