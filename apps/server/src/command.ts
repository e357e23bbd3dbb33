import { randomBytes } from "node:crypto"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { DEFAULT_LIMITS, DEFAULT_SETTINGS } from "@zmqscope/broker/options"
import { CallError } from "@zmqscope/protocol"
import type { Logger } from "pino"
import { fromOutside, inUrl, isLoopback, locally, machineNames } from "./addresses.js"
import { buildApp } from "./app.js"
import type { App } from "./app-parts.js"
import { BrokerLink, BrokerStartError } from "./broker-link.js"
import { startDefaultLoad } from "./default-load.js"
import { createLog } from "./log.js"
import type { Options } from "./options.js"
import { Pulse } from "./pulse.js"
import { Roster } from "./roster.js"
import { Scope } from "./scope.js"
import { type AccessPolicy, accessPolicy } from "./security.js"
import { SimulatorLink } from "./simulator-link.js"
import { bindFault, optionOfEndpoint, StartError } from "./start-error.js"

/** How long the broker may take to finish what is in flight, milliseconds. */
const BROKER_DEADLINE_MS = 2_000

/** zmqscope, running. */
export interface Command {
  readonly url: string
  /** What to open instead: through a proxy, or with the token; undefined when it is `url`. */
  readonly openUrl: string | undefined
  /** What somebody should know before others connect, a line each. */
  readonly warnings: readonly string[]
  /** Ends the simulated peers, then the broker, then the web side. */
  close(): Promise<void>
}

/** Starts everything; rejects with StartError, nothing left running, when it cannot. */
export async function startCommand(options: Options, version: string): Promise<Command> {
  const log = createLog(options.logLevel)
  const roster = new Roster()
  const pulse = new Pulse(() => performance.now())
  const counts = async () => simulator.counts()
  const scope = new Scope({ roster, settings: DEFAULT_SETTINGS, pulse, counts, version, log })
  // Nobody outside can know it, so nobody outside can pass for a simulated peer.
  const simulatorToken = randomBytes(16).toString("hex")
  const broker = new BrokerLink({ ...brokerOptions(options), simulatorToken }, scope, pulse, log)
  const simulator = new SimulatorLink(roster, scope, log)
  const policy = accessPolicy(options.host, machineNames(), options.publicUrl)
  const web = dirname(fileURLToPath(import.meta.resolve("@zmqscope/web/package.json")))
  const pageDirectory = join(web, "dist")
  const parts = { scope, broker, simulator, policy, version, pageDirectory, log }

  const app = await buildApp(parts)
  const close = async (): Promise<void> => {
    await simulator.stop()
    await broker.stop(BROKER_DEADLINE_MS)
    scope.close()
    await app.close()
  }
  try {
    await startBroker(broker, options)
    const port = await listen(app, options)
    await startSimulator(simulator, scope, { ...options, token: simulatorToken }, log)
    const url = `http://${inUrl(locally(options.host))}:${port}`
    return { url, openUrl: openUrl(options, port, policy), warnings: warnings(options), close }
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
function warnings({ host, engine }: Options): string[] {
  if (isLoopback(host) || engine !== "libzmq") return []
  return [
    "With --engine libzmq anybody who reaches the ports can end the broker, by announcing a certain routing id: use zmtp",
  ]
}

function brokerOptions({ host, frontendPort, backendPort, seed, engine, target }: Options) {
  return {
    engine,
    ...(target === undefined ? {} : { target }),
    host,
    frontendPort,
    backendPort,
    seed,
    settings: DEFAULT_SETTINGS,
    limits: DEFAULT_LIMITS,
  }
}

async function startBroker(broker: BrokerLink, options: Options): Promise<void> {
  try {
    await broker.start()
  } catch (error) {
    if (!(error instanceof BrokerStartError)) throw error
    const { code, endpoint, message } = error.failure
    if (!endpoint.startsWith("tcp://")) throw new StartError(`cannot start: ${message}`)
    throw new StartError(bindFault(optionOfEndpoint(endpoint, options), options, code))
  }
}

async function listen(app: App, options: Options): Promise<number> {
  try {
    await app.listen({ host: options.host, port: options.httpPort })
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error
    throw new StartError(bindFault("--http-port", options, String(error.code)))
  }
  const address = app.server.address()
  return typeof address === "object" && address !== null ? address.port : options.httpPort
}

async function startSimulator(
  simulator: SimulatorLink,
  scope: Scope,
  {
    seed,
    token,
    empty,
    target,
  }: Pick<Options, "seed" | "empty" | "target"> & { readonly token: string },
  log: Logger,
): Promise<void> {
  const { frontend = "", backend = "" } = scope.brokerHello ?? {}
  const isUp = await simulator.start({
    frontend: localEndpoint(frontend),
    backend: localEndpoint(backend),
    seed,
    token,
  })
  // Somebody else's broker gets no traffic but what somebody asks for.
  if (empty || target !== undefined) return
  try {
    if (!isUp) throw new CallError("gone", "The simulator did not start.")
    await startDefaultLoad(simulator)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    log.warn(`no load was started: ${error.message} Spawn clients and workers from the page.`)
  }
}

/** Where this machine's own peers connect to what is bound at an endpoint. */
function localEndpoint(endpoint: string): string {
  const [, host = "", port] = /^tcp:\/\/\[?(.+?)\]?:(\d+)$/.exec(endpoint) ?? []
  return `tcp://${inUrl(locally(host))}:${port}`
}
