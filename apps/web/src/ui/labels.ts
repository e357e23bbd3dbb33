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
  { top, bottom, pitch }: LabelRoom,
): ReadonlyMap<string, number> {
  const fitting = Math.max(1, Math.floor((bottom - top) / pitch) + 1)
  const byWeight = wanted.toSorted((one, other) => other.weight - one.weight)
  const heaviest = new Set(byWeight.slice(0, fitting))
  const kept = wanted.filter((label) => heaviest.has(label))
  let above = top - pitch
  const down = kept.map(({ y }) => {
    above = Math.max(Math.min(Math.max(y, top), bottom), above + pitch)
    return above
  })
  const up = down.map((y, at) => Math.min(y, bottom - (kept.length - 1 - at) * pitch))
  return new Map(kept.map(({ id }, at) => [id, Math.round(up[at] ?? 0)]))
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
    const rank = ({ id }: WantedLabel) => {
      const place = places.indexOf(id)
      return place === -1 ? places.length : place
    }
    const settled = wanted
      .map((label) => {
        const before = this.#before.get(label.id) ?? Number.NaN
        return Math.abs(before - label.y) <= STICK_PX ? { ...label, y: before } : label
      })
      .sort((one, other) => rank(one) - rank(other) || one.y - other.y)
    // Insertion by clear differences alone: neighbours closer than a label keep their order.
    for (let at = 1; at < settled.length; at += 1) {
      for (let up = at; up > 0; up -= 1) {
        const [above, below] = [settled[up - 1], settled[up]]
        if (above === undefined || below === undefined || above.y - below.y <= pitch / 2) break
        settled.splice(up - 1, 2, below, above)
      }
    }
    this.#before = new Map(settled.map(({ id, y }) => [id, y]))
    return settled
  }
}

/** A name and what stands behind it in so many characters: a name that is too long keeps its end. */
export function fitLabel(name: string, value: string, room: number): string {
  const left = value === "" ? room : room - value.length - 1
  // Less of a name says nothing.
  if (left < Math.min(4, name.length)) return value
  const short = name.length <= left ? name : `…${name.slice(1 - left)}`
  return value === "" ? short : `${short} ${value}`
}
