import type { PeerGroup } from "@zmqscope/model"
import type { SceneAction } from "@zmqscope/protocol"
import { assertUnreachable } from "@zmqscope/protocol"
import type { ApiClient } from "../api/index.js"

export type CastApi = Pick<ApiClient, "patchBroker" | "spawn" | "change" | "remove">

/** Who is on a scene's broker, by group, and how a scene's actions are done. */
export class Cast {
  readonly #api: CastApi
  readonly #groups = new Map<string, PeerGroup>()

  constructor(api: CastApi) {
    this.#api = api
  }

  get groups(): ReadonlyMap<string, PeerGroup> {
    return this.#groups
  }

  /** Rejects with ApiError when it cannot be done. */
  async perform(action: SceneAction): Promise<void> {
    if ("set" in action) await this.#api.patchBroker(action.set)
    else if ("spawnWorkers" in action) {
      const { count, behaviour, spawnWorkers: group } = action
      this.#add(group, "worker", await this.#api.spawn("worker", { count, behaviour }))
    } else if ("spawnClients" in action) {
      const { count, behaviour, spawnClients: group } = action
      this.#add(group, "client", await this.#api.spawn("client", { count, behaviour }))
    } else if ("changeWorkers" in action) {
      const { names } = this.#get(action.changeWorkers)
      await Promise.all(names.map((name) => this.#api.change("worker", name, action.behaviour)))
    } else if ("changeClients" in action) {
      const { names } = this.#get(action.changeClients)
      await Promise.all(names.map((name) => this.#api.change("client", name, action.behaviour)))
    } else if ("kill" in action) await this.#remove(action.kill, action.count, "kill")
    else if ("stop" in action) await this.#remove(action.stop, action.count, "stop")
    else assertUnreachable(action)
  }

  async #remove(name: string, count: number | undefined, mode: "kill" | "stop"): Promise<void> {
    const { kind, names } = this.#get(name)
    const going = names.slice(0, count ?? names.length)
    this.#groups.set(name, { kind, names: names.slice(going.length) })
    await Promise.all(going.map((one) => this.#api.remove(kind, one, mode)))
  }

  #add(name: string, kind: PeerGroup["kind"], peers: readonly { readonly name: string }[]): void {
    const before = this.#groups.get(name)?.names ?? []
    this.#groups.set(name, { kind, names: [...before, ...peers.map((peer) => peer.name)] })
  }

  #get(name: string): PeerGroup {
    // The server lets no scene through that speaks of a group before it is there.
    return this.#groups.get(name) ?? { kind: "worker", names: [] }
  }
}
