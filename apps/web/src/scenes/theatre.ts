import { ValueStore } from "@zmqscope/model"
import type { Scene } from "@zmqscope/protocol"
import type { ApiClient } from "../api/index.js"
import { reasonOf } from "../reason.js"
import type { Clock } from "../stream/index.js"
import type { UrlState } from "../url-state.js"
import { Cast, type CastApi } from "./cast.js"
import { Conductor } from "./conductor.js"
import { Stage } from "./stage.js"

/** What is shown: a page of one broker. */
export interface Shown<P> {
  readonly page: P
  /** Tells one page from the next. */
  readonly number: number
  readonly broker: string | null
}

export interface TheatreParts<P> {
  readonly api: Pick<ApiClient, "scenes" | "openStage" | "renewStage" | "closeStage">
  readonly url: {
    get(): UrlState
    set(patch: Partial<UrlState>): void
    step(patch: Partial<UrlState>): void
    subscribe(listener: () => void): () => void
  }
  readonly clock: Clock
  readonly castApi: (broker: string) => CastApi
  readonly makePage: (broker: string | null, scene: Conductor | null) => P
  readonly tellFailure: (text: string) => void
}

interface Startable {
  start(): void
  stop(): void
}

/** What of the URL is of the broker that is shown, and means nothing on another. */
const OF_THE_BROKER = {
  filter: "",
  selection: null,
  freezeMs: null,
  flowSpeed: 1,
  trials: [],
  hiddenSeries: new Set<string>(),
} as const

/**
 * Which page is shown: the usual one, or one of a broker that a scene is played on. The URL says
 * which scene; what was there before comes back when it is left, and its broker goes.
 */
export class Theatre<P extends Startable> {
  readonly #parts: TheatreParts<P>
  readonly #shown: ValueStore<Shown<P>>
  #stage: Stage | null = null
  #conductor: Conductor | null = null
  /** The scene that is shown, or on its way. */
  #name: string | null = null
  /** The broker of the usual page; null: the server's first. */
  #broker: string | null
  /** As the page was before the scene; null while none is played. */
  #before: Partial<UrlState> | null = null

  constructor(parts: TheatreParts<P>) {
    this.#parts = parts
    this.#broker = parts.url.get().broker
    this.#shown = new ValueStore<Shown<P>>({
      page: parts.makePage(this.#broker, null),
      number: 0,
      broker: this.#broker,
    })
    parts.url.subscribe(() => this.#follow())
  }

  readonly get = (): Shown<P> => this.#shown.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#shown.subscribe(listener)

  /** The scenes that there are. */
  readonly scenes = (): Promise<readonly Scene[]> => this.#parts.api.scenes()

  start(): void {
    this.get().page.start()
    this.#follow()
  }

  /** Plays a scene, from its beginning. */
  play(name: string): void {
    const { url } = this.#parts
    this.#before ??= before(url.get())
    url.step({ ...OF_THE_BROKER, scene: name })
  }

  /** Shows another broker of the server. */
  watch(broker: string): void {
    const { url } = this.#parts
    const isSame = url.get().broker === broker
    url.step({ ...(isSame ? {} : OF_THE_BROKER), broker, view: "broker" })
  }

  /** Back to what was there. */
  leave(): void {
    if (this.#before !== null) this.#parts.url.step(this.#before)
  }

  /** The page goes, or has been put aside by the browser: its scene's broker goes with it. */
  pageGone(): void {
    this.#stage?.close()
  }

  /** The page was put aside, and comes back: its scene is over. */
  pageBack(): void {
    if (this.#stage !== null) this.leave()
  }

  #follow(): void {
    const { scene, broker } = this.#parts.url.get()
    const isOther = broker !== this.#broker
    this.#broker = broker
    if (scene === this.#name) {
      if (scene === null && isOther) this.#show(broker, null)
      return
    }
    this.#name = scene
    this.#before = scene === null ? null : (this.#before ?? before(this.#parts.url.get()))
    const stage = this.#stage
    const ended = this.#conductor?.end()
    this.#conductor = null
    this.#stage = null
    if (scene === null) this.#show(broker, null)
    else void this.#open(scene)
    // Nothing is asked of it any more by then.
    void ended?.then(() => stage?.close())
  }

  async #open(name: string): Promise<void> {
    const { api, url, clock, castApi, tellFailure } = this.#parts
    try {
      const scenes = await this.scenes()
      const scene = scenes.find((one) => one.name === name)
      if (scene === undefined) throw new Error(`No scene is called "${name}".`)
      const stage = new Stage(await api.openStage(), api, clock, () => {
        tellFailure("The scene's broker has ended: this page was not heard of for too long.")
        this.leave()
      })
      // Somebody may have left it while it was made.
      if (this.#name !== name) {
        stage.close()
        return
      }
      const { broker } = stage
      const cast = new Cast(castApi(broker))
      const pace = () => url.get().pace
      this.#stage = stage
      this.#conductor = new Conductor({ scene, cast, clock: () => clock.now(), pace })
      this.#show(broker, this.#conductor)
      this.#conductor.begin()
    } catch (error) {
      if (this.#name !== name) return
      tellFailure(reasonOf(error))
      url.set({ scene: null })
    }
  }

  #show(broker: string | null, scene: Conductor | null): void {
    const { page: old, number, broker: shown } = this.get()
    // Left before it was there: the page from before is still shown.
    if (scene === null && broker === shown) return
    const page = this.#parts.makePage(broker, scene)
    old.stop()
    page.start()
    this.#shown.set({ page, number: number + 1, broker })
  }
}

function before(state: UrlState): Partial<UrlState> {
  const { filter, selection, freezeMs, flowSpeed, trials, hiddenSeries, presented } = state
  return { filter, selection, freezeMs, flowSpeed, trials, hiddenSeries, presented, scene: null }
}
