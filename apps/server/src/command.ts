import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { DEFAULT_LIMITS, DEFAULT_SETTINGS } from "@zmqscope/broker/options"
import type { BrokerSettings } from "@zmqscope/protocol"
import { fromOutside, inUrl, isLoopback, locally, machineNames } from "./addresses.js"
import { buildApp } from "./app.js"
import type { App } from "./app-parts.js"
import { BrokerStartError } from "./broker-link.js"
import { DataDirectory, DataError } from "./events/data-directory.js"
import { createLog } from "./log.js"
import { brokerPortsOf, httpPortOf } from "./option-faults.js"
import type { BrokerChoice, Options } from "./options.js"
import { Races } from "./races/races.js"
import { readScenes } from "./scenes.js"
import type { ScopeOptions } from "./scope-options.js"
import { Scopes } from "./scopes.js"
import { type AccessPolicy, accessPolicy } from "./security.js"
import { Stages } from "./stages.js"
import { bindFault, StartError } from "./start-error.js"

/** zmqscope, running. */
export interface Command {
  readonly url: string
  /** What to open instead: through a proxy, or with the token; undefined when it is `url`. */
  readonly openUrl: string | undefined
  /** Where peers connect, a line for each of several brokers. */
  readonly brokerLines: readonly string[]
  /** What somebody should know before others connect, a line each. */
  readonly warnings: readonly string[]
  /** Ends the simulated peers, then the broker, then the web side. */
  close(): Promise<void>
}

/** Starts everything; rejects with StartError, nothing left running, when it cannot. */
export async function startCommand(options: Options, version: string): Promise<Command> {
  const log = createLog(options.logLevel)
  const { scenes, faults } = readScenes(options.scenes)
  if (faults.length > 0) throw new StartError(`cannot start: ${faults.join("\n")}`)
  const data = options.data === undefined ? undefined : openData(options.data)
  const scopes = new Scopes({ version, log })
  const stages = new Stages({
    add: async (name) => void (await scopes.add(inside(name, options.brokers[0]?.seed))),
    remove: (name) => scopes.remove(name),
    after: (ms, task) => {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  })
  const races = new Races({
    add: async (name, order, lane) => scopes.add(inside(name, order.seed, order.lanes[lane])),
    remove: (name) => scopes.remove(name),
  })
  const policy = accessPolicy(options.host, machineNames(), options.publicUrl)
  const web = dirname(fileURLToPath(import.meta.resolve("@zmqscope/web/package.json")))
  const pageDirectory = join(web, "dist")
  const app = await buildApp({ scopes, scenes, stages, races, policy, version, pageDirectory, log })
  const close = async (): Promise<void> => {
    await races.close()
    await scopes.close()
    await app.close()
    data?.close()
  }
  try {
    await Promise.all(options.brokers.map((broker) => startBroker(scopes, broker, options)))
    const port = await listen(app, options)
    await Promise.all(scopes.all.map((scope) => scope.startLoad()))
    const url = `http://${inUrl(locally(options.host))}:${port}`
    return {
      url,
      openUrl: openUrl(options, port, policy),
      warnings: warnings(options),
      brokerLines: brokerLines(scopes),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where to open the page, when not where it listens. */
function openUrl(
  { host, publicUrl }: Options,
  port: number,
  { token }: AccessPolicy,
): string | undefined {
  if (token === undefined) return publicUrl?.href
  const base = publicUrl?.href ?? `http://${inUrl(fromOutside(host))}:${port}/`
  return `${base}?token=${token}`
}

/** What opening the ports to others risks. */
function warnings({ host, brokers }: Options): string[] {
  if (isLoopback(host) || brokers.every(({ engine }) => engine !== "libzmq")) return []
  return [
    "With --engine libzmq anybody who reaches the ports can end the broker, by announcing a certain routing id: use zmtp",
  ]
}

/** Where peers of each of several brokers connect, a line each. */
function brokerLines({ all }: Scopes): string[] {
  if (all.length === 1) return []
  return all.map(({ name, target, endpoints: { frontend, backend } }) => {
    const watched = target && ` (watches ${target.frontend} and ${target.backend})`
    return `${name}${watched ?? ""}: clients connect to ${frontend}, workers to ${backend}`
  })
}

function scopeOptions(
  { target, bodyBytes, bodiesBytes, ...broker }: BrokerChoice,
  { host, data }: Options,
): ScopeOptions {
  const limits = { ...DEFAULT_LIMITS, bodyBytes, bodiesBytes }
  return {
    ...broker,
    host,
    settings: DEFAULT_SETTINGS,
    limits,
    ...(target === undefined ? {} : { target }),
    ...(data === undefined ? {} : { data }),
  }
}

/** A broker for a scene, or a lane of a race: one of ours, that nobody outside this machine reaches. */
function inside(name: string, seed = 1, settings: Partial<BrokerSettings> = {}): ScopeOptions {
  return {
    name,
    isInside: true,
    empty: true,
    engine: "zmtp",
    host: "127.0.0.1",
    frontendPort: 0,
    backendPort: 0,
    seed,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    limits: DEFAULT_LIMITS,
  }
}

function openData(path: string): DataDirectory {
  try {
    return new DataDirectory(path)
  } catch (error) {
    throw startError(error)
  }
}

function startError(error: unknown): unknown {
  return error instanceof DataError ? new StartError(`--data ${error.message}`) : error
}

async function startBroker(scopes: Scopes, broker: BrokerChoice, options: Options): Promise<void> {
  try {
    await scopes.start(scopeOptions(broker, options))
  } catch (error) {
    if (!(error instanceof BrokerStartError)) throw startError(error)
    const { code, endpoint, message } = error.failure
    if (!endpoint.startsWith("tcp://")) throw new StartError(`cannot start: ${message}`)
    const { frontend, backend } = brokerPortsOf(broker, options)
    const port = endpoint.endsWith(`:${backend.port}`) ? backend : frontend
    throw new StartError(bindFault(port, options.host, code))
  }
}

async function listen(app: App, options: Options): Promise<number> {
  const { host, httpPort } = options
  try {
    await app.listen({ host, port: httpPort })
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error
    throw new StartError(bindFault(httpPortOf(options), host, String(error.code)))
  }
  const address = app.server.address()
  return typeof address === "object" && address !== null ? address.port : httpPort
}
