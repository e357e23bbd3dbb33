import { randomBytes } from "node:crypto"
import { hostname, networkInterfaces } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { DEFAULT_LIMITS, DEFAULT_SETTINGS } from "@zmqscope/broker/options"
import { CallError } from "@zmqscope/protocol"
import type { Logger } from "pino"
import { buildApp } from "./app.js"
import type { App } from "./app-parts.js"
import { BrokerLink, BrokerStartError } from "./broker-link.js"
import { startDefaultLoad } from "./default-load.js"
import { createLog } from "./log.js"
import type { Options } from "./options.js"
import { Roster } from "./roster.js"
import { Scope } from "./scope.js"
import { accessPolicy } from "./security.js"
import { SimulatorLink } from "./simulator-link.js"
import { bindFault, optionOfEndpoint, StartError } from "./start-error.js"

/** How long the broker may take to finish what is in flight, milliseconds. */
const BROKER_DEADLINE_MS = 2_000
const ALL_INTERFACES = "0.0.0.0"
const LOOPBACK = "127.0.0.1"

/** zmqscope, running. */
export interface Command {
  readonly url: string
  /** The URL that lets a browser in; undefined when no token is needed. */
  readonly tokenUrl: string | undefined
  /** Ends the simulated peers, then the broker, then the web side. */
  close(): Promise<void>
}

/** Starts everything; rejects with StartError, nothing left running, when it cannot. */
export async function startCommand(options: Options, version: string): Promise<Command> {
  const log = createLog(options.logLevel)
  const roster = new Roster()
  const scope = new Scope(roster, DEFAULT_SETTINGS, version, log)
  // Nobody outside can know it, so nobody outside can pass for a simulated peer.
  const simulatorToken = randomBytes(16).toString("hex")
  const broker = new BrokerLink({ ...brokerOptions(options), simulatorToken }, scope, log)
  const simulator = new SimulatorLink(roster, scope, log)
  const policy = accessPolicy(options.host, machineNames())
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
    const url = `http://${options.host === ALL_INTERFACES ? LOOPBACK : options.host}:${port}`
    const { token } = policy
    const tokenUrl =
      token === undefined
        ? undefined
        : `http://${reachableHost(options.host)}:${port}/?token=${token}`
    return { url, tokenUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

function brokerOptions({ host, frontendPort, backendPort, seed }: Options) {
  return {
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
  { seed, token, empty }: Pick<Options, "seed" | "empty"> & { readonly token: string },
  log: Logger,
): Promise<void> {
  const { frontend = "", backend = "" } = scope.brokerHello ?? {}
  const isUp = await simulator.start({
    frontend: frontend.replace(ALL_INTERFACES, LOOPBACK),
    backend: backend.replace(ALL_INTERFACES, LOOPBACK),
    seed,
    token,
  })
  if (empty) return
  try {
    if (!isUp) throw new CallError("gone", "The simulator did not start.")
    await startDefaultLoad(simulator)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    log.warn(`no load was started: ${error.message} Spawn clients and workers from the page.`)
  }
}

function interfaceAddresses() {
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
}

/** Everything that this machine may be called by those who connect to it. */
function machineNames(): string[] {
  return [hostname(), ...interfaceAddresses().map(({ address }) => address)]
}

/** An address that others can open, for a host that may stand for all interfaces. */
function reachableHost(host: string): string {
  if (host !== ALL_INTERFACES) return host
  const outer = interfaceAddresses().find(({ family, internal }) => family === "IPv4" && !internal)
  return outer?.address ?? LOOPBACK
}
