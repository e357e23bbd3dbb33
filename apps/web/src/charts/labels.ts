/** A label at the right end of a series, and where its middle would best stand, pixels. */
export interface WantedLabel {
  readonly id: string
  readonly y: number
  /** The higher stays when there is no room for all. */
  readonly weight: number
}

export interface LabelRoom {
  readonly top: number
  readonly bottom: number
  /** From one label's middle to the next, pixels. */
  readonly pitch: number
}

/** A label stays where it is while the place it wants is within this, pixels. */
const STICK_PX = 4

/** Spreads labels without overlap, near where they want to stand. Those given earlier stand higher. */
export function spreadLabels(
  wanted: readonly WantedLabel[],
  room: LabelRoom,
): ReadonlyMap<string, number> {
  const fitting = Math.max(1, Math.floor((room.bottom - room.top) / room.pitch) + 1)
  const heaviest = new Set(
    [...wanted].sort((one, other) => other.weight - one.weight).slice(0, fitting),
  )
  const kept = wanted.filter((label) => heaviest.has(label))
  const ys = kept.map((label) => Math.min(Math.max(label.y, room.top), room.bottom))
  for (let at = 1; at < ys.length; at += 1) {
    ys[at] = Math.max(ys[at] ?? 0, (ys[at - 1] ?? 0) + room.pitch)
  }
  let limit = room.bottom
  for (let at = ys.length - 1; at >= 0; at -= 1) {
    ys[at] = Math.min(ys[at] ?? 0, limit)
    limit = (ys[at] ?? 0) - room.pitch
  }
  return new Map(kept.map((label, at) => [label.id, Math.round(ys[at] ?? 0)]))
}

/**
 * Remembers where labels wanted to stand, so that they neither tremble with each point nor swap
 * places while their lines cross and cross back. Asking twice with the same answers the same.
 */
export class LabelMemory {
  #before = new Map<string, number>()

  /** From the top down. */
  settle(wanted: readonly WantedLabel[], pitch: number): readonly WantedLabel[] {
    const places = [...this.#before.keys()]
    const settled = wanted.map((label) => {
      const before = this.#before.get(label.id)
      return before !== undefined && Math.abs(before - label.y) <= STICK_PX
        ? { ...label, y: before }
        : label
    })
    const rank = (label: WantedLabel) => {
      const place = places.indexOf(label.id)
      return place === -1 ? places.length : place
    }
    settled.sort((one, other) => rank(one) - rank(other) || one.y - other.y)
    // Insertion by clear differences alone: neighbours closer than a label keep their order.
    for (let at = 1; at < settled.length; at += 1) {
      for (let up = at; up > 0; up -= 1) {
        const [above, below] = [settled[up - 1], settled[up]]
        if (above === undefined || below === undefined || above.y - below.y <= pitch / 2) break
        settled[up - 1] = below
        settled[up] = above
      }
    }
    this.#before = new Map(settled.map((label) => [label.id, label.y]))
    return settled
  }
}
