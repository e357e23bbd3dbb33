import type { Standing } from "../model/index.js"
import type { End } from "./ends.js"
import { blockRows, blockX, blockY, type FlowLayout } from "./layout.js"

/** So many stand as dots beside places that need bars: they are counted at a glance. */
const COUNTED = 12
/** From one line of a stack in a matrix to the next, pixels: no closer, or nobody could count them. */
const LEAST_STACK_PITCH = 1.6
const MOST_STACK_PITCH = 4

type PilePlace = "waiting" | "unseen" | "worker"

/** What stands at one place, where it is drawn and how. */
export interface Pile {
  readonly place: PilePlace
  /** The worker's index; -1 elsewhere. */
  readonly worker: number
  /** In order; the first at a worker is in service. */
  readonly numbers: ReadonlySet<number>
  /** How many there were when this was made: `numbers` go on. */
  readonly size: number
  /** Those that are drawn by `form`: all but the one in service. */
  readonly count: number
  readonly hasService: boolean
  /** Where it begins: dots and bars grow to the left of it, stacks upwards. */
  readonly x: number
  readonly y: number
  readonly serviceX: number
  readonly form: "dots" | "bar" | "stack" | "column"
  /** Of a bar or a column, pixels. */
  readonly lengthPx: number
  /** From one to the next, pixels. */
  readonly pitch: number
  readonly widthPx: number
  readonly rows: number
}

interface Site {
  readonly place: PilePlace
  readonly worker: number
  readonly numbers: ReadonlySet<number>
  readonly x: number
  readonly y: number
  readonly roomPx: number
  /** 0: it is a cell of a matrix. */
  readonly maxRows: number
  readonly widthPx: number
}

/** Bars of each direction are on one scale, which grows at once and shrinks late. */
export class PileScale {
  #most = 0
  #shrinkAtMs = 0

  settle(most: number, nowMs: number): number {
    if (most >= this.#most * 0.6) this.#shrinkAtMs = nowMs + 3000
    if (most > this.#most || nowMs > this.#shrinkAtMs) this.#most = most
    return this.#most
  }
}

export interface Scales {
  readonly along: PileScale
  readonly up: PileScale
}

/** What stands, place by place, exactly: drawn one by one while all can be, else in proportion. */
export function pilesOf(
  standing: Standing,
  layout: FlowLayout,
  endOf: (worker: number) => End,
  scales: Scales,
  nowMs: number,
): readonly Pile[] {
  const sites = sitesOf(standing, layout, endOf)
  const along = sites.filter(({ maxRows }) => maxRows > 0)
  const up = sites.filter(({ maxRows }) => maxRows === 0)
  return [
    ...formPiles(along, layout, scales.along, nowMs),
    ...formPiles(up, layout, scales.up, nowMs),
  ]
}

function sitesOf(
  standing: Standing,
  layout: FlowLayout,
  endOf: (worker: number) => End,
): readonly Site[] {
  const { queueX, queueRoom, middleY, dealerX, radius, pitch, backlogX } = layout
  const sites: Site[] = [
    {
      place: "waiting",
      worker: -1,
      numbers: standing.waiting,
      x: queueX,
      y: middleY,
      roomPx: queueRoom,
      maxRows: 5,
      widthPx: 0,
    },
    {
      place: "unseen",
      worker: -1,
      numbers: standing.unseen,
      x: dealerX + 2 * pitch,
      y: middleY - radius - 1.6 * pitch,
      roomPx: 5 * pitch,
      maxRows: 2,
      widthPx: 0,
    },
  ]
  for (const [worker, numbers] of standing.workers) {
    const { x, y, rows, roomPx, cellPx } = endOf(worker)
    sites.push({
      place: "worker",
      worker,
      numbers,
      x: rows === 0 ? x : backlogX,
      y,
      roomPx,
      maxRows: rows,
      widthPx: cellPx * 0.7,
    })
  }
  return sites
}

function formPiles(
  sites: readonly Site[],
  layout: FlowLayout,
  scale: PileScale,
  nowMs: number,
): readonly Pile[] {
  const sizes = sites.map(sizeOf)
  const most = scale.settle(Math.max(0, ...sizes), nowMs)
  const room = Math.min(
    ...sites.filter(({ numbers }) => numbers.size > 0).map(({ roomPx }) => roomPx),
  )
  const isCountable = sites.every((site, at) => (sizes[at] ?? 0) <= capacityOf(site, layout))
  return sites.map((site, at) => {
    const size = sizes[at] ?? 0
    const isUp = site.maxRows === 0
    const isOneByOne = isCountable || (size <= COUNTED && size <= capacityOf(site, layout))
    return {
      ...site,
      size: site.numbers.size,
      count: isUp ? site.numbers.size : size,
      hasService: site.place === "worker" && !isUp,
      serviceX: layout.serviceX,
      form: isUp ? (isOneByOne ? "stack" : "column") : isOneByOne ? "dots" : "bar",
      lengthPx: most === 0 ? 0 : Math.max(1, (size / most) * room),
      pitch: isUp ? stackPitch(room, most) : layout.pitch,
      rows: isUp ? 1 : blockRows(size, site.maxRows),
    }
  })
}

/** Those that a pile's length is for: one in service stands before a backlog by itself. */
function sizeOf({ place, maxRows, numbers }: Site): number {
  return place === "worker" && maxRows > 0 ? Math.max(0, numbers.size - 1) : numbers.size
}

function capacityOf({ maxRows, roomPx }: Site, { pitch }: FlowLayout): number {
  if (maxRows === 0) return Math.floor(roomPx / LEAST_STACK_PITCH)
  return Math.max(1, Math.floor(roomPx / pitch)) * maxRows
}

/** All stacks have one, so that a higher one is of more. */
function stackPitch(roomPx: number, most: number): number {
  return Math.max(LEAST_STACK_PITCH, Math.min(MOST_STACK_PITCH, roomPx / Math.max(1, most)))
}

/** Where the one at `index` of a pile stands. In a bar all stand where it begins. */
export function spotOf(pile: Pile, index: number): { readonly x: number; readonly y: number } {
  const { x, y, rows, pitch, hasService, serviceX, form } = pile
  if (hasService && index === 0) return { x: serviceX, y }
  const at = hasService ? index - 1 : index
  switch (form) {
    case "dots":
      return { x: x + blockX(at, rows, pitch), y: y + blockY(at, rows, pitch) }
    case "stack":
      return { x, y: y - pitch * (at + 1) }
    case "bar":
    case "column":
      return { x, y }
  }
}
