import type { Box } from "./ends.js"
import { type FlowLayout, type WireEnd, wireY } from "./layout.js"

/** What words are for: it decides how they look, and so how wide they are. */
export type LabelLook = "place" | "hint" | "cell" | "callout" | "fall" | "loss"

/** A line of words; `y` is its middle. Pixels of the flow. */
export interface Label {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: "start" | "middle" | "end"
  readonly look: LabelLook
}

export type LabelSpot = Pick<Label, "x" | "y" | "anchor">

/** Size in rem and weight of each look: as FlowLabels writes them. */
export const LABEL_FONTS: Readonly<
  Record<LabelLook, { readonly rem: number; readonly weight: 400 | 600 }>
> = {
  place: { rem: 0.75, weight: 600 },
  hint: { rem: 0.6875, weight: 400 },
  cell: { rem: 0.6875, weight: 400 },
  callout: { rem: 0.75, weight: 600 },
  fall: { rem: 0.75, weight: 400 },
  loss: { rem: 0.75, weight: 400 },
}

/** Width of words in pixels. */
export type WidthOf = (text: string, look: LabelLook) => number

/** Between two labels, and between a label and the edge, rem. */
const GAP_REM = 0.3

/** Who stands where of a flow's words, so that none lies over another, whatever they say. */
export class LabelRoom {
  readonly layout: FlowLayout
  readonly #widthOf: WidthOf
  readonly #taken: Box[]

  constructor(layout: FlowLayout, widthOf: WidthOf) {
    this.layout = layout
    this.#widthOf = widthOf
    const { rem, width, height, caption, wordsY } = layout
    // Below the lowest line stands the one about time, above all the choice of its speed.
    this.#taken = [
      { ...caption, top: wordsY + 0.7 * rem, bottom: height },
      { left: 0, right: width, top: 0, bottom: layout.topY - 0.3 * rem },
    ]
  }

  take(...labels: readonly Label[]): void {
    this.#taken.push(...labels.map((label) => this.boxOf(label)))
  }

  boxOf({ text, look, x, y, anchor }: Label): Box {
    const widthPx = this.#widthOf(text, look)
    const left = anchor === "start" ? x : anchor === "end" ? x - widthPx : x - widthPx / 2
    const half = 0.65 * LABEL_FONTS[look].rem * this.layout.rem
    return { left, right: left + widthPx, top: y - half, bottom: y + half }
  }

  /** The words at the first of the spots where they lie over nothing; null where there is none. */
  find(words: Omit<Label, keyof LabelSpot>, spots: readonly LabelSpot[]): Label | null {
    const text = this.#cut(words.text, words.look)
    for (const spot of spots) {
      const label = { ...words, ...spot, text }
      if (this.#isFree(this.boxOf(label))) return label
    }
    return null
  }

  #isFree({ left, right, top, bottom }: Box): boolean {
    const { rem, width, height } = this.layout
    const gap = GAP_REM * rem
    if (left < 0 || right > width || bottom > height) return false
    return this.#taken.every(
      (other) =>
        left > other.right + gap ||
        right < other.left - gap ||
        top > other.bottom ||
        bottom < other.top,
    )
  }

  /** What is wider than the flow loses its middle: who it is about and what it says are at its ends. */
  #cut(text: string, look: LabelLook): string {
    const most = this.layout.width - 2 * GAP_REM * this.layout.rem
    let kept = text
    for (let length = text.length; this.#widthOf(kept, look) > most && length > 2; length -= 2) {
      const half = Math.floor(length / 2) - 1
      kept = `${text.slice(0, half)}…${text.slice(text.length - half)}`
    }
    return kept
  }
}

/** What one of the broker's two places is called, and how it chooses. */
export interface PlaceWords {
  readonly name: string
  readonly hint: string
}

/** Names of the broker's two places, and below them how they choose, where no wire runs through it. */
export function nodeLabels(
  room: LabelRoom,
  [router, dealer]: readonly [PlaceWords, PlaceWords],
  ends: { readonly clients: readonly WireEnd[]; readonly workers: readonly WireEnd[] },
): readonly Label[] {
  const { layout } = room
  const { routerX, dealerX, radius, middleY, rem } = layout
  const nameY = middleY + radius + 0.95 * rem
  const names = [
    { key: "ROUTER", text: router.name, x: routerX },
    { key: "DEALER", text: dealer.name, x: dealerX },
  ].map((name): Label => ({ ...name, y: nameY, anchor: "middle", look: "place" }))
  room.take(...names)

  const hint = (text: string, x: number, inwards: 1 | -1, isCrossed: (box: Box) => boolean) => {
    const words = { key: text, text, look: "hint" } as const
    const y = nameY + 1.02 * rem
    const inside: Omit<LabelSpot, "y"> = {
      x: x - inwards * radius,
      anchor: inwards === 1 ? "start" : "end",
    }
    const whole = room.find(words, [{ x, y, anchor: "middle" }])
    const single =
      whole !== null && !isCrossed(room.boxOf(whole)) ? whole : room.find(words, [{ ...inside, y }])
    const lines =
      single === null
        ? halvesOf(text).map((part, line) =>
            room.find({ ...words, key: part, text: part }, [
              { ...inside, y: y + line * 0.9 * rem },
            ]),
          )
        : [single]
    // Half of it would say something else.
    const placed = lines.filter((line) => line !== null)
    if (placed.length < lines.length) return []
    room.take(...placed)
    return placed
  }
  const lowest = (all: readonly WireEnd[]) =>
    all.toSorted((one, other) => other.y - one.y)[0] ?? null
  const client = lowest(ends.clients)
  const worker = lowest(ends.workers)
  const isBelow = ({ top }: Box, wire: number) => wire > top - layout.lane
  return [
    ...names,
    ...hint(router.hint, routerX, 1, (box) => isBelow(box, wireY(layout, client, null, box.left))),
    ...hint(dealer.hint, dealerX, -1, (box) =>
      isBelow(box, wireY(layout, null, worker, box.right)),
    ),
  ]
}

/** In two, where a word of it ends. */
function halvesOf(text: string): readonly string[] {
  const at = Math.max(text.indexOf(" "), 0) || text.indexOf("-") + 1
  return at === 0 ? [text] : [text.slice(0, at).trim(), text.slice(at).trim()]
}

/** Lines at the foot of the flow, from the lowest up: in the middle of the broker, or from the edge. */
export function footSpots({
  rem,
  routerX,
  dealerX,
  wordsY,
  middleY,
}: FlowLayout): readonly LabelSpot[] {
  const lines = Math.max(0, Math.floor((wordsY - middleY) / (1.4 * rem)))
  return Array.from({ length: lines }, (_, line) => wordsY - line * 1.4 * rem).flatMap(
    (y): LabelSpot[] => [
      { x: Math.round((routerX + dealerX) / 2), y, anchor: "middle" },
      { x: GAP_REM * rem, y, anchor: "start" },
    ],
  )
}
