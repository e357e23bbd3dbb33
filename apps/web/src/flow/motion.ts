import { NO_WORKER } from "@zmqscope/protocol"
import type { Anchor } from "./anchors.js"
import { Place, stayMs } from "./journey.js"
import { CROSSES_A_GROUP, type Journeys } from "./journeys.js"
import {
  backlogRows,
  blockRows,
  blockX,
  blockY,
  clientWireY,
  ease,
  type FlowLayout,
  QUEUE_ROWS,
  workerWireY,
} from "./layout.js"
import { berthGroup, berthIndex, type LossGroup } from "./loss-board.js"

/** Time in which what stands gets two thirds of the way to where it should stand. */
const SETTLE_MS = 70
/** Rows of the block in which those of workers out of sight stand. */
const GROUP_ROWS = 3
/** Dots that fit into the DEALER's circle. */
const DEALER_ROOM = 24
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

export interface Stage {
  readonly layout: FlowLayout
  readonly clientAt: (index: number) => Anchor
  readonly workerAt: (index: number) => Anchor
  /** Pixels between neighbouring worker rows. */
  readonly workerSpacing: number
  readonly losses: readonly LossGroup[]
}

/** Gives every dot its pixels for one moment. Nothing is allocated. */
export class Motion {
  readonly #journeys: Journeys
  #groupedAbove = 0
  #groupedBelow = 0
  #settle = 1
  #stage: Stage | undefined

  constructor(journeys: Journeys) {
    this.#journeys = journeys
    journeys.onLegEnd = (slot, leg) => this.#land(slot, leg)
  }

  step(stage: Stage, clockMs: number, elapsedMs: number, still: boolean): void {
    this.#refit(stage.layout)
    this.#stage = stage
    this.#settle = still ? 1 : 1 - Math.exp(-elapsedMs / SETTLE_MS)
    this.#standInQueue(stage)
    this.#standInDealer(stage)
    this.#standAtWorkers(stage)
    const { place, since, end } = this.#journeys.dots
    for (let slot = 0; slot < end; slot += 1) {
      const at = place[slot] ?? Place.nowhere
      if (at === Place.nowhere) continue
      const ms = stayMs(at, false)
      const part = Math.min(1, Math.max(0, (clockMs - (since[slot] ?? 0)) / ms))
      this.#move(stage, slot, at, part)
    }
  }

  #refit({ width, height }: FlowLayout): void {
    const before = this.#stage?.layout
    if (before === undefined || before.width === 0 || before.height === 0) return
    if (before.width === width && before.height === height) return
    this.#journeys.dots.stretch(width / before.width, height / before.height)
  }

  #standInQueue({ layout }: Stage): void {
    const { queue } = this.#journeys
    const { pitch, queueX, middleY, queueColumns } = layout
    const rows = queue.length <= queueColumns ? 1 : QUEUE_ROWS
    const room = rows * queueColumns
    const gone = this.#gone(queue[0], rows)
    for (let at = 0; at < queue.length; at += 1) {
      const place = gone + at
      const index = Math.min(place, room - 1)
      this.#stand(
        queue[at],
        queueX + blockX(index, rows, pitch),
        middleY + blockY(index, rows, pitch),
        place >= room,
      )
    }
  }

  #standInDealer({ layout }: Stage): void {
    const { inDealer } = this.#journeys
    for (let at = 0; at < inDealer.length; at += 1) {
      const index = Math.min(at, DEALER_ROOM)
      const out = layout.dot * 1.7 * Math.sqrt(index)
      const angle = index * GOLDEN_ANGLE
      this.#stand(
        inDealer[at],
        layout.dealerX + out * Math.cos(angle),
        layout.middleY + out * Math.sin(angle),
        at >= DEALER_ROOM,
      )
    }
  }

  /** Those of workers out of sight stand together at their group's end. */
  #standAtWorkers(stage: Stage): void {
    const { layout } = stage
    this.#groupedAbove = 0
    this.#groupedBelow = 0
    for (const [worker, list] of this.#journeys.atWorker) {
      const anchor = stage.workerAt(worker)
      const before = this.#countGroup(anchor, list.length, layout)
      const rows = this.#rowsAt(stage, anchor, before + list.length)
      const room = rows * layout.backlogColumns
      const gone = anchor.grouped ? before : this.#gone(list[0], rows)
      const inService = anchor.grouped ? 0 : 1
      if (!anchor.grouped) this.#stand(list[0], layout.serviceX, anchor.y, false)
      for (let at = inService; at < list.length; at += 1) {
        const place = gone + at - inService
        const index = Math.min(place, room - 1)
        const x = layout.backlogX + blockX(index, rows, layout.pitch)
        this.#stand(list[at], x, anchor.y + blockY(index, rows, layout.pitch), place >= room)
      }
    }
  }

  /**
   * How many places of a block's first column have been left: nobody moves up until it is empty, and
   * then all by a column, each in its row. Else every dot would change its row at each departure.
   */
  #gone(first: number | undefined, rows: number): number {
    const rank = this.#journeys.dots.rank[first ?? 0] ?? 0
    return first === undefined ? 0 : ((rank % rows) + rows) % rows
  }

  #rowsAt(stage: Stage, anchor: Anchor, count: number): number {
    const rows = anchor.grouped ? GROUP_ROWS : backlogRows(stage.layout, stage.workerSpacing)
    return blockRows(count - 1, rows)
  }

  #countGroup(anchor: Anchor, count: number, layout: FlowLayout): number {
    if (!anchor.grouped) return 0
    const above = anchor.targetY < layout.middleY
    const before = above ? this.#groupedAbove : this.#groupedBelow
    if (above) this.#groupedAbove += count
    else this.#groupedBelow += count
    return before
  }

  #stand(slot: number | undefined, x: number, y: number, hidden: boolean): void {
    if (slot === undefined) return
    const { dots } = this.#journeys
    const oldX = dots.x[slot] ?? Number.NaN
    const oldY = dots.y[slot] ?? Number.NaN
    const isNew = Number.isNaN(oldX)
    dots.x[slot] = isNew ? x : oldX + (x - oldX) * this.#settle
    dots.y[slot] = isNew ? y : oldY + (y - oldY) * this.#settle
    dots.hidden[slot] = hidden ? 1 : 0
  }

  #move(stage: Stage, slot: number, place: number, part: number): void {
    const { layout } = stage
    const { dots } = this.#journeys
    switch (place) {
      case Place.clientLeg:
      case Place.rejectLeg:
        this.#alongClient(
          stage,
          slot,
          part,
          layout.dot,
          layout.routerX - layout.radius,
          -layout.lane,
        )
        return
      case Place.toDealer:
        this.#straight(layout, slot, part, layout.dealerX, -layout.lane)
        return
      case Place.toWorker:
        this.#alongWorker(stage, slot, part, layout.dealerX, this.#tailX(stage, slot), -layout.lane)
        return
      case Place.fromWorker:
        this.#alongWorker(
          stage,
          slot,
          part,
          layout.serviceX,
          layout.dealerX + layout.radius,
          layout.lane,
        )
        return
      case Place.toRouter:
        this.#straight(layout, slot, part, layout.routerX - layout.radius, layout.lane)
        return
      case Place.toClient:
      case Place.toNobody:
        this.#alongClient(
          stage,
          slot,
          part,
          layout.routerX - layout.radius,
          layout.dot,
          layout.lane,
        )
        return
      case Place.falling:
      case Place.lost:
        this.#fall(stage, slot, place === Place.lost ? 1 : part)
        return
      case Place.requeueing:
        this.#requeue(stage, slot, part)
        return
      case Place.rejected: {
        const back = ease(part * 6)
        dots.x[slot] = layout.routerX - layout.radius - (0.4 + back) * 2 * layout.radius
        dots.y[slot] = (dots.fromY[slot] ?? 0) - Math.sin(back * Math.PI) * layout.radius
        return
      }
      case Place.undeliverable:
        dots.x[slot] = 2 * layout.dot
        dots.y[slot] = stage.clientAt(dots.client[slot] ?? 0).y
        return
      case Place.expired:
        dots.y[slot] = (dots.fromY[slot] ?? 0) + layout.radius * ease(part)
        return
      default:
    }
  }

  /** Where the next to come will stand at its worker. */
  #tailX(stage: Stage, slot: number): number {
    const { layout } = stage
    const worker = this.#journeys.dots.worker[slot] ?? NO_WORKER
    const list = this.#journeys.atWorker.get(worker)
    if (list === undefined) return layout.serviceX
    const rows = this.#rowsAt(stage, stage.workerAt(worker), list.length)
    const place = this.#gone(list[0], rows) + list.length - 1
    return Math.max(layout.workerLevelX, layout.backlogX + blockX(place, rows, layout.pitch))
  }

  #alongClient(
    stage: Stage,
    slot: number,
    part: number,
    startX: number,
    endX: number,
    lane: number,
  ): void {
    const { dots } = this.#journeys
    const rowY = stage.clientAt(dots.client[slot] ?? 0).y
    if (Number.isNaN(dots.x[slot] ?? 0)) this.#begin(slot, startX, rowY)
    const fromX = dots.fromX[slot] ?? 0
    const x = fromX + (endX - fromX) * glide(part)
    const beside = this.#besideOf(slot, clientWireY(stage.layout, rowY, fromX) + lane)
    dots.x[slot] = x
    dots.y[slot] = clientWireY(stage.layout, rowY, x) + lane + beside * (1 - part) * (1 - part)
  }

  #alongWorker(
    stage: Stage,
    slot: number,
    part: number,
    startX: number,
    endX: number,
    lane: number,
  ): void {
    const { dots } = this.#journeys
    const rowY = stage.workerAt(dots.worker[slot] ?? NO_WORKER).y
    if (Number.isNaN(dots.x[slot] ?? 0))
      this.#begin(slot, startX, workerWireY(stage.layout, rowY, startX))
    const fromX = dots.fromX[slot] ?? 0
    const x = fromX + (endX - fromX) * glide(part)
    const beside = this.#besideOf(slot, workerWireY(stage.layout, rowY, fromX) + lane)
    dots.x[slot] = x
    dots.y[slot] = workerWireY(stage.layout, rowY, x) + lane + beside * (1 - part) * (1 - part)
  }

  /** How far from where its leg begins it came to it: kept, for wires move while it is under way. */
  #besideOf(slot: number, y: number): number {
    const { beside, fromY } = this.#journeys.dots
    const known = beside[slot] ?? Number.NaN
    if (!Number.isNaN(known)) return known
    beside[slot] = (fromY[slot] ?? 0) - y
    return beside[slot] ?? 0
  }

  #straight(layout: FlowLayout, slot: number, part: number, endX: number, lane: number): void {
    const { dots } = this.#journeys
    if (Number.isNaN(dots.x[slot] ?? 0)) this.#begin(slot, layout.routerX, layout.middleY)
    const fromX = dots.fromX[slot] ?? 0
    const y = layout.middleY + lane
    dots.x[slot] = fromX + (endX - fromX) * part
    dots.y[slot] = y + this.#besideOf(slot, y) * (1 - part) * (1 - part)
  }

  #fall(stage: Stage, slot: number, part: number): void {
    const { dots } = this.#journeys
    const { layout, losses } = stage
    if (Number.isNaN(dots.x[slot] ?? 0)) {
      this.#begin(slot, layout.serviceX, stage.workerAt(dots.worker[slot] ?? NO_WORKER).y)
    }
    const berth = dots.berth[slot] ?? 0
    const line = losses.findIndex(({ id }) => id === berthGroup(berth))
    const group = losses[line]
    if (group === undefined || line >= layout.lossRows) {
      dots.hidden[slot] = 1
      return
    }
    const shown = Math.min(group.count, CROSSES_A_GROUP)
    const x = layout.lossX + (berthIndex(berth) - (shown - 1) / 2) * layout.pitch
    const y = layout.lossY - line * layout.lossRow - layout.pitch
    const fromX = dots.fromX[slot] ?? 0
    const fromY = dots.fromY[slot] ?? 0
    dots.x[slot] = fromX + (x - fromX) * ease(part)
    dots.y[slot] = fromY + (y - fromY) * part * part
  }

  #requeue({ layout }: Stage, slot: number, part: number): void {
    const { dots } = this.#journeys
    if (Number.isNaN(dots.x[slot] ?? 0)) this.#begin(slot, layout.dealerX, layout.middleY)
    const fromX = dots.fromX[slot] ?? 0
    const fromY = dots.fromY[slot] ?? 0
    dots.x[slot] = fromX + (layout.queueX - fromX) * ease(part)
    const arc = Math.sin(part * Math.PI) * 1.6 * layout.radius
    dots.y[slot] = fromY + (layout.middleY - fromY) * ease(part) - arc
  }

  /** However long the last frame took, the next leg starts where this one ends. */
  #land(slot: number, leg: number): void {
    if (this.#stage === undefined) return
    this.#move(this.#stage, slot, leg, 1)
  }

  #begin(slot: number, x: number, y: number): void {
    const { dots } = this.#journeys
    dots.x[slot] = x
    dots.y[slot] = y
    dots.fromX[slot] = x
    dots.fromY[slot] = y
  }
}

/** Nearly even, with a soft start and end. */
function glide(part: number): number {
  return 0.5 * (part + ease(part))
}
