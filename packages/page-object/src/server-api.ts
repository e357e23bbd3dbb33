import { type APIRequestContext, expect } from "@playwright/test"
import type {
  BrokerPatch,
  BrokerSettings,
  Client,
  ClientBehaviour,
  History,
  Marker,
  Totals,
  Worker,
  WorkerBehaviour,
} from "@zmqscope/protocol"
import { OFTEN } from "./bound.js"
import type { PeerKind } from "./names.js"

export interface Status {
  readonly totals: Totals
  readonly settings: BrokerSettings
  readonly tap: { readonly sequence: number }
  readonly children: { readonly broker: { readonly pid: number | null } }
}

/** As a broker starts that nobody told anything else. */
const SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}
const NOT_FOUND = 404

/** What the page object does beside the page, by the server's REST interface. */
export class ServerApi {
  readonly #request: APIRequestContext
  readonly #url: string

  /** @param url of the page; `broker` in its search names one of several */
  constructor(request: APIRequestContext, url: string) {
    this.#request = request
    this.#url = url
  }

  status(): Promise<Status> {
    return this.get("status")
  }

  clients(): Promise<readonly Client[]> {
    return this.get("clients")
  }

  workers(): Promise<readonly Worker[]> {
    return this.get("workers")
  }

  /** What happened, each by itself: charts show those that lie near each other as one. */
  async markers(): Promise<readonly Marker[]> {
    const { markers }: History = await this.get("history")
    return markers
  }

  /** Gives the names of those that were spawned. */
  spawnClients(count: number, behaviour: ClientBehaviour): Promise<readonly string[]> {
    return this.#spawn("client", { count, behaviour })
  }

  /** Gives the names of those that were spawned. */
  spawnWorkers(count: number, behaviour: WorkerBehaviour): Promise<readonly string[]> {
    return this.#spawn("worker", { count, behaviour })
  }

  /** One that has gone already is as good as killed. */
  async kill(kind: PeerKind, name: string): Promise<void> {
    const path = `${kind}s/${encodeURIComponent(name)}?mode=kill`
    const answer = await this.#request.delete(this.#at(path))
    const isGone = answer.ok() || answer.status() === NOT_FOUND
    expect(isGone, await answer.text()).toBe(true)
  }

  /** Resolves once it is in force. */
  async change(data: BrokerPatch): Promise<void> {
    const answer = await this.#request.patch(this.#at("broker"), { data })
    expect(answer.ok(), await answer.text()).toBe(true)
  }

  /**
   * Ends every simulated peer, lets go of what they had under way, and deals as in the beginning.
   * Peers from outside, totals and history stay.
   */
  async reset(): Promise<void> {
    await this.#change({ ...SETTINGS, dropAbandoned: true })
    for (const { name, simulated } of await this.workers()) {
      if (simulated) await this.kill("worker", name)
    }
    for (const { name, simulated } of await this.clients()) {
      if (simulated) await this.kill("client", name)
    }
    await expect.poll(() => this.#simulated(), OFTEN).toEqual([])
    const outsiders = [...(await this.workers()), ...(await this.clients())]
    if (outsiders.length === 0) await expect.poll(() => this.#underWay(), OFTEN).toBe(0)
    await this.#change(SETTINGS)
  }

  protected async get<T>(path: string): Promise<T> {
    const answer = await this.#request.get(this.#at(path))
    expect(answer.ok(), path).toBe(true)
    return await answer.json()
  }

  /** What is as it should be already, nobody has to agree to: a broker that is only watched. */
  async #change(wanted: BrokerSettings): Promise<void> {
    const { settings } = await this.status()
    const changed = Object.entries(wanted).filter(
      ([name, value]) => JSON.stringify(Reflect.get(settings, name)) !== JSON.stringify(value),
    )
    if (changed.length > 0) await this.change(Object.fromEntries(changed))
  }

  async #simulated(): Promise<readonly string[]> {
    const peers = [...(await this.workers()), ...(await this.clients())]
    return peers.filter(({ simulated }) => simulated).map(({ name }) => name)
  }

  async #underWay(): Promise<number> {
    const { waiting, inFlight } = (await this.status()).totals
    return waiting + inFlight
  }

  async #spawn(kind: PeerKind, data: object): Promise<readonly string[]> {
    const answer = await this.#request.post(this.#at(`${kind}s`), { data })
    expect(answer.status(), await answer.text()).toBe(201)
    const spawned: readonly (Client | Worker)[] = await answer.json()
    return spawned.map(({ name }) => name)
  }

  /** Below the page, and of the broker that it shows. */
  #at(path: string): string {
    const page = new URL(this.#url)
    const broker = page.searchParams.get("broker")
    const scope = broker === null ? "api" : `api/brokers/${encodeURIComponent(broker)}`
    return new URL(`${scope}/${path}`, page).href
  }
}
