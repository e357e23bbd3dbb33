/** How often React hears of each kind of change at most, milliseconds between two times. */
export const CHANNEL_INTERVALS_MS = {
  /** Connection, run, settings: at the next frame. */
  status: 0,
  /** Key figures and peers: five times a second, so that digits can be read. */
  figures: 200,
  charts: 250,
} as const

export type Channel = keyof typeof CHANNEL_INTERVALS_MS
const CHANNELS = Object.keys(CHANNEL_INTERVALS_MS) as readonly Channel[]

/**
 * Subscriptions by channel. A channel that was marked is published (its view rebuilt) and its
 * listeners are called at the next flush that is due; between, nothing that React reads changes.
 */
export class Channels {
  readonly #publish: (channel: Channel) => void
  readonly #listeners = new Map<Channel, Set<() => void>>()
  readonly #marked = new Set<Channel>()
  readonly #toldAtMs = new Map<Channel, number>()

  constructor(publish: (channel: Channel) => void) {
    this.#publish = publish
    for (const channel of CHANNELS) this.#listeners.set(channel, new Set())
  }

  subscribe(channel: Channel, listener: () => void): () => void {
    this.#listeners.get(channel)?.add(listener)
    return () => this.#listeners.get(channel)?.delete(listener)
  }

  mark(...channels: readonly Channel[]): void {
    for (const channel of channels) this.#marked.add(channel)
  }

  flush(nowMs: number): void {
    for (const channel of this.#marked) {
      const toldAtMs = this.#toldAtMs.get(channel) ?? Number.NEGATIVE_INFINITY
      if (nowMs - toldAtMs < CHANNEL_INTERVALS_MS[channel]) continue
      this.#marked.delete(channel)
      this.#toldAtMs.set(channel, nowMs)
      this.#publish(channel)
      for (const listener of this.#listeners.get(channel) ?? []) listener()
    }
  }
}
