import type { Endpoints, Engine } from "@zmqscope/protocol"
import type { Logger } from "pino"
import { endpoint } from "./addresses.js"
import type { BrokerProgram } from "./broker-link.js"
import { EventFile } from "./events/event-file.js"
import { Journal } from "./journal.js"
import { Link } from "./link.js"
import { PeerDirectory } from "./peer-directory.js"
import { Publisher } from "./publisher.js"
import { Roster } from "./roster.js"
import { RunModel } from "./run-model.js"
import type { ScopeOptions } from "./scope-options.js"
import { ScopeSweepBench } from "./sweep-bench.js"
import { Sweeps } from "./sweeps.js"

export interface ScopeParts {
  readonly version: string
  readonly log: Logger
  /** What is started as the broker's process, when not the real one. */
  readonly program?: BrokerProgram
}

/** One broker that is watched, put together of what it is made of. */
export class Scope {
  readonly name: string
  /** Whether it is one of a scene or a race. */
  readonly isInside: boolean
  readonly engine: Engine
  /** The ports of the broker that is only watched; undefined where it is zmqscope's own. */
  readonly target: Endpoints | undefined
  readonly version: string
  readonly link: Link
  readonly runs: RunModel
  readonly peers: PeerDirectory
  readonly publisher: Publisher
  /** What happened, as events, and by peer. */
  readonly journal: Journal
  readonly #eventFile: EventFile | undefined
  readonly sweeps: Sweeps

  /** Throws DataError. */
  constructor(options: ScopeOptions, { version, log, program }: ScopeParts) {
    const { name, engine = "zmtp", target, settings, data, isInside = false } = options
    this.name = name
    this.isInside = isInside
    this.engine = engine
    this.target = target && {
      frontend: endpoint(target.frontend),
      backend: endpoint(target.backend),
    }
    this.version = version
    const named = log.child({ broker: name })
    const failed = (message: string) => named.error(message)
    const file = data === undefined ? undefined : new EventFile({ directory: data, name, failed })
    this.#eventFile = file
    // Before anything that would have to be ended when it cannot be read.
    const before = file?.read() ?? []
    const roster = new Roster()
    this.peers = new PeerDirectory(roster)
    this.publisher = new Publisher(() => this)
    this.journal = new Journal({
      nameOf: (side, peer) => this.peers.nameOf(side, peer),
      now: () => Date.now(),
      kept: file && { sink: file, before },
    })
    this.journal.marked("restart", `zmqscope ${version} started`)
    this.runs = new RunModel({
      peers: this.peers,
      journal: this.journal,
      howEnded: () => this.link.broker.status.lastExit,
      settings,
      audience: this.publisher,
      counts: async () => this.link.simulator.counts(),
      log: named,
    })
    this.link = new Link(options, {
      broker: this.runs,
      simulator: this.runs,
      roster,
      log: named,
      program,
    })
    this.sweeps = new Sweeps(
      (order) => new ScopeSweepBench(this.runs, this.link.simulator, order),
      ({ number, state }) => this.runs.mark("change", `sweep ${number} ${state}`),
    )
  }

  /** Where peers connect to it; empty before it listens. */
  get endpoints(): Endpoints {
    const { frontend = "", backend = "" } = this.runs.hello ?? {}
    return { frontend, backend }
  }

  /** Resolves when the broker stands; rejects with BrokerStartError when its first start fails. */
  async startBroker(): Promise<void> {
    await this.link.startBroker()
  }

  /** Once the broker stands: resolves when the simulated peers that are wanted from the start are there. */
  async startLoad(): Promise<void> {
    const { frontend, backend } = this.endpoints
    await this.link.startLoad(frontend, backend)
  }

  /** Ends the simulated peers, then the broker. Viewers are told what happens until `publisher.close`. */
  async stop(): Promise<void> {
    await this.sweeps.close()
    await this.link.stop()
    this.journal.events.close()
    this.journal.marked("restart", "zmqscope stopped")
    await this.#eventFile?.close()
  }
}
