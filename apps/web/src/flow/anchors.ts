/** The part of a list of peers that is in sight beside the flow, pixels from the flow's top. */
export interface PeerWindow {
  readonly top: number
  readonly bottom: number
  readonly scrollTop: number
  readonly rowPx: number
}

/** Where one peer's wire ends. It moves to where it should be, and comes and goes by fading. */
export interface Anchor {
  readonly name: string
  y: number
  targetY: number
  /** 0 to 1. */
  opacity: number
  /** Out of sight in its list, and so at one end with others. */
  grouped: boolean
  gone: boolean
  /** Milliseconds since it went. */
  goneMs: number
}

export interface AnchorGroup {
  readonly y: number
  readonly count: number
}

const FOLLOW_MS = 90
const FADE_MS = 350
/** Dots may still be on their way to or from a peer that has gone. */
const LINGER_MS = 5000
/** Height that a group's end takes of a list's window, in rows' middles that give way to it. */
const GROUP_ROOM_PX = 22

/** The ends of the wires on one side: one a peer in the order of its list, level with its row. */
export class Anchors {
  readonly #byName = new Map<string, Anchor>()
  #above: AnchorGroup = { y: 0, count: 0 }
  #below: AnchorGroup = { y: 0, count: 0 }
  /** For peers that no list has named yet: where the next row would be. */
  readonly #next: Anchor = anchor("", 0)

  /** Peers as they are listed now. `bottomPx` is the flow's lowest line that a wire may end at. */
  place(names: readonly string[], window: PeerWindow, bottomPx: number): void {
    const { top, bottom, scrollTop, rowPx } = window
    const contentPx = names.length * rowPx
    const overflows = contentPx > bottom - top + 1
    const first = scrollTop > rowPx / 2 ? top + GROUP_ROOM_PX : top
    const more = overflows && scrollTop + bottom - top < contentPx - rowPx / 2
    const last = more ? bottomPx - GROUP_ROOM_PX : bottom
    let above = 0
    let below = 0
    for (const known of this.#byName.values()) known.gone = true
    names.forEach((name, index) => {
      const y = top + (index + 0.5) * rowPx - scrollTop
      const isAbove = y < first
      const isBelow = y > last
      if (isAbove) above += 1
      if (isBelow) below += 1
      this.#put(name, isAbove ? top : isBelow ? bottomPx : y, isAbove || isBelow)
    })
    this.#above = { y: top, count: above }
    this.#below = { y: bottomPx, count: below }
    this.#next.targetY = Math.min(bottomPx, top + (names.length + 0.5) * rowPx - scrollTop)
    this.#next.y = this.#next.targetY
  }

  /** Moves and fades; true while anything does. */
  step(elapsedMs: number, still: boolean): boolean {
    const part = still ? 1 : 1 - Math.exp(-elapsedMs / FOLLOW_MS)
    const fade = still ? 1 : elapsedMs / FADE_MS
    let moving = false
    for (const each of this.#byName.values()) {
      const away = each.targetY - each.y
      if (away !== 0) {
        each.y = Math.abs(away) < 0.3 ? each.targetY : each.y + away * part
        moving = true
      }
      const opacity = each.gone ? 0 : 1
      if (each.opacity !== opacity) {
        const step = each.gone ? -fade : fade
        each.opacity = Math.min(1, Math.max(0, each.opacity + step))
        moving = true
      }
      if (each.gone) {
        each.goneMs += elapsedMs
        if (each.goneMs > LINGER_MS) this.#byName.delete(each.name)
      }
    }
    return moving
  }

  of(name: string): Anchor {
    return this.#byName.get(name) ?? this.#next
  }

  values(): IterableIterator<Anchor> {
    return this.#byName.values()
  }

  groups(): readonly AnchorGroup[] {
    return [this.#above, this.#below].filter(({ count }) => count > 0)
  }

  #put(name: string, y: number, grouped: boolean): void {
    let known = this.#byName.get(name)
    if (known === undefined) {
      known = anchor(name, y)
      this.#byName.set(name, known)
    }
    known.targetY = y
    known.grouped = grouped
    known.gone = false
    known.goneMs = 0
  }
}

function anchor(name: string, y: number): Anchor {
  return { name, y, targetY: y, opacity: 0, grouped: false, gone: false, goneMs: 0 }
}
