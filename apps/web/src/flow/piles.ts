import type { Standing } from "@zmqscope/model"
import type { End } from "./ends.js"
import { blockRows, blockSpot, type FlowLayout, type Spot } from "./layout.js"

/** So many stand as dots beside places that need bars: they are counted at a glance. */
const COUNTED = 12
/** From one line of a stack in a matrix to the next, pixels: no closer, or nobody could count them. */
const LEAST_STACK_PITCH = 1.6
const MOST_STACK_PITCH = 4

/** A place where something stands, and where it begins: dots and bars grow to the left, stacks upwards. */
export interface Site extends Spot {
  readonly place: "waiting" | "unseen" | "worker"
  /** The worker's index; -1 elsewhere. */
  readonly worker: number
  /** How many there are. */
  readonly size: number
  readonly roomPx: number
  /** 0: it is a cell of a matrix. */
  readonly maxRows: number
  readonly widthPx: number
}

/** How what stands somewhere is drawn. */
interface Formed {
  /** Those that are drawn by `form`: all but the one in service. */
  readonly count: number
  readonly hasService: boolean
  readonly serviceX: number
  readonly form: "dots" | "bar" | "stack" | "column"
  /** Of a bar or a column, pixels. */
  readonly lengthPx: number
  /** From one to the next, pixels. */
  readonly pitch: number
  readonly rows: number
}

/** Envelopes that stand somewhere, in order; the first at a worker is in service. `numbers` go on after `size` was taken. */
export type Pile = Site & Formed & { readonly numbers: ReadonlySet<number> }

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
    ...formPiles(along, layout, (most) => scales.along.settle(most, nowMs)),
    ...formPiles(up, layout, (most) => scales.up.settle(most, nowMs)),
  ]
}

function sitesOf(standing: Standing, layout: FlowLayout, endOf: (worker: number) => End) {
  const { queueX, queueRoom, middleY, dealerX, radius, pitch, backlogX } = layout
  const { waiting, unseen, workers } = standing
  const nobody = { worker: -1, widthPx: 0 }
  const queue = { ...nobody, x: queueX, y: middleY, roomPx: queueRoom, maxRows: 5 }
  const [x, y] = [dealerX + 2 * pitch, middleY - radius - 1.6 * pitch]
  const inDealer = { ...nobody, x, y, roomPx: 5 * pitch, maxRows: 2 }
  const sites: (Site & { readonly numbers: ReadonlySet<number> })[] = [
    { ...queue, place: "waiting", numbers: waiting, size: waiting.size },
    { ...inDealer, place: "unseen", numbers: unseen, size: unseen.size },
  ]
  for (const [worker, numbers] of workers) {
    const { x: endX, y: endY, roomPx, rows: maxRows, cellPx } = endOf(worker)
    const end = { x: maxRows === 0 ? endX : backlogX, y: endY, roomPx, maxRows }
    const widthPx = cellPx * 0.7
    sites.push({ ...end, place: "worker", worker, numbers, size: numbers.size, widthPx })
  }
  return sites
}

/**
 * The sites of one direction, on one scale.
 * @param settle the scale: how many the longest of them is of, if it is to be of no fewer than these
 */
export function formPiles<S extends Site>(
  sites: readonly S[],
  layout: Pick<FlowLayout, "pitch" | "serviceX">,
  settle: (most: number) => number,
): readonly (S & Formed)[] {
  const most = settle(Math.max(0, ...sites.map(sizeOf)))
  const room = Math.min(...sites.filter(({ size }) => size > 0).map(({ roomPx }) => roomPx))
  const isCountable = sites.every((site) => sizeOf(site) <= capacityOf(site, layout.pitch))
  return sites.map((site) => {
    const size = sizeOf(site)
    const isUp = site.maxRows === 0
    const isOneByOne = isCountable || (size <= COUNTED && size <= capacityOf(site, layout.pitch))
    return {
      ...site,
      count: isUp ? site.size : size,
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
function sizeOf({ place, maxRows, size }: Site): number {
  return place === "worker" && maxRows > 0 ? Math.max(0, size - 1) : size
}

function capacityOf({ maxRows, roomPx }: Site, pitch: number): number {
  if (maxRows === 0) return Math.floor(roomPx / LEAST_STACK_PITCH)
  return Math.max(1, Math.floor(roomPx / pitch)) * maxRows
}

/** All stacks have one, so that a higher one is of more. */
function stackPitch(roomPx: number, most: number): number {
  return Math.max(LEAST_STACK_PITCH, Math.min(MOST_STACK_PITCH, roomPx / Math.max(1, most)))
}

/** Where the one at `index` of a pile stands. In a bar all stand where it begins. */
export function spotOf(pile: Site & Formed, index: number): Spot {
  const { x, y, rows, pitch, hasService, serviceX, form } = pile
  if (hasService && index === 0) return { x: serviceX, y }
  const at = hasService ? index - 1 : index
  switch (form) {
    case "dots": {
      const block = blockSpot(at, rows, pitch)
      return { x: x + block.x, y: y + block.y }
    }
    case "stack":
      return { x, y: y - pitch * (at + 1) }
    case "bar":
    case "column":
      return { x, y }
  }
}
