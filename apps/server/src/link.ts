import { randomBytes } from "node:crypto"
import { CallError } from "@zmqscope/protocol"
import type { Logger } from "pino"
import { localEndpoint } from "./addresses.js"
import { BrokerLink, type BrokerListener, type BrokerProgram } from "./broker-link.js"
import { startDefaultLoad } from "./default-load.js"
import { Pulse } from "./pulse.js"
import type { Roster } from "./roster.js"
import type { ScopeOptions } from "./scope-options.js"
import { SimulatorLink, type SimulatorListener } from "./simulator-link.js"

/** How long a broker may take to finish what is in flight, milliseconds. */
const BROKER_DEADLINE_MS = 2_000

export interface LinkParts {
  readonly broker: BrokerListener
  readonly simulator: SimulatorListener
  readonly roster: Roster
  readonly log: Logger
  /** What is started as the broker's process, when not the real one. */
  readonly program?: BrokerProgram | undefined
}

/** A scope's children: the broker's process and the simulator's, each restarted by itself. */
export class Link {
  readonly broker: BrokerLink
  readonly simulator: SimulatorLink
  readonly #options: ScopeOptions
  readonly #pulse = new Pulse(() => performance.now())
  /** Nobody outside can know it, so nobody outside can pass for a simulated peer. */
  readonly #simulatorToken = randomBytes(16).toString("hex")
  readonly #log: Logger

  constructor(options: ScopeOptions, { broker, simulator, roster, log, program }: LinkParts) {
    const { name: _name, empty: _empty, data: _data, ...carried } = options
    this.#options = options
    this.#log = log
    const brokerOptions = { ...carried, simulatorToken: this.#simulatorToken }
    this.broker = new BrokerLink(brokerOptions, broker, this.#pulse, log, program)
    this.simulator = new SimulatorLink(roster, simulator, log)
  }

  /** Since the broker last said anything, milliseconds. */
  get silentMs(): number {
    return this.#pulse.silentMs
  }

  /** Resolves when the broker stands; rejects with BrokerStartError when its first start fails. */
  async startBroker(): Promise<void> {
    await this.broker.start()
  }

  /**
   * Once the broker stands at these endpoints: resolves when the simulated peers that are wanted from
   * the start are there.
   */
  async startLoad(frontend: string, backend: string): Promise<void> {
    const { seed, empty, target } = this.#options
    this.simulator.prepare({
      frontend: localEndpoint(frontend),
      backend: localEndpoint(backend),
      seed,
      token: this.#simulatorToken,
    })
    // Somebody else's broker gets no traffic but what somebody asks for.
    if (empty || target !== undefined) return
    try {
      await startDefaultLoad(this.simulator)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const advice = "Spawn clients and workers from the page."
      this.#log.warn(`no load was started: ${error.message} ${advice}`)
    }
  }

  /** Ends the simulated peers, then the broker. */
  async stop(): Promise<void> {
    await this.simulator.stop()
    await this.broker.stop(BROKER_DEADLINE_MS)
  }
}
