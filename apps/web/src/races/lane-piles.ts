import type { LaneNow } from "@zmqscope/protocol"

/** So many are counted at a glance, even beside a pile that cannot be. */
const COUNTED = 12
const ROWS_WAITING = 4

/** Where the parts of a lane's drawing stand, pixels. */
export interface LaneLayout {
  readonly width: number
  readonly height: number
  readonly rem: number
  readonly middleY: number
  readonly dealerX: number
  readonly dealerRadius: number
  /** Where what waits begins; it grows to the left. */
  readonly queueX: number
  readonly queueRoomPx: number
  /** Where the request in service stands, and where those behind it begin. */
  readonly serviceX: number
  readonly backlogX: number
  readonly backlogRoomPx: number
  /** From here on the wires run level. */
  readonly levelX: number
  readonly rowPx: number
  readonly topPx: number
  readonly dot: number
  readonly pitch: number
}

export function laneLayout(width: number, rem: number, workers: number): LaneLayout {
  const rowPx = 1.25 * rem
  const topPx = 1.4 * rem
  const height = topPx + Math.max(3, workers) * rowPx + 0.25 * rem
  const pitch = 0.5 * rem
  const dealerX = Math.round(width * 0.32)
  const dealerRadius = 0.7 * rem
  const serviceX = width - 5.6 * rem
  const levelX = dealerX + dealerRadius + Math.min(2 * rem, width * 0.07)
  const backlogX = serviceX - 1.6 * pitch
  const queueX = dealerX - dealerRadius - pitch
  return {
    width,
    height,
    rem,
    middleY: topPx + (height - topPx) / 2,
    dealerX,
    dealerRadius,
    queueX,
    queueRoomPx: Math.max(pitch, queueX - 1.8 * rem),
    serviceX,
    backlogX,
    // Before a pile stands its number.
    backlogRoomPx: Math.max(pitch, backlogX - levelX - 1.8 * rem),
    levelX,
    rowPx,
    topPx,
    dot: 0.19 * rem,
    pitch,
  }
}

export function rowY({ topPx, rowPx }: LaneLayout, place: number): number {
  return topPx + (place - 0.5) * rowPx
}

export interface LanePile {
  readonly place: "waiting" | { readonly worker: number }
  /** How many there are; at a worker the one in service is among them. */
  readonly size: number
  readonly x: number
  readonly y: number
  /** The middles of those that stand one by one; empty for a bar. */
  readonly dots: readonly { readonly x: number; readonly y: number }[]
  /** Length of a bar, pixels; 0: they stand one by one. */
  readonly barPx: number
  /** Whether one is in service, before the others. */
  readonly hasService: boolean
}

/**
 * What stands on each lane, exactly: one by one while all of it on all lanes can be, else what cannot
 * be counted as bars in proportion, all lanes' on one scale.
 */
export function lanePiles(
  lanes: readonly (LaneNow | null)[],
  layout: LaneLayout,
): readonly (readonly LanePile[])[] {
  const sites = lanes.map((now) => (now === null ? [] : sitesOf(now, layout)))
  const all = sites.flat()
  const isCountable = all.every(({ behind, capacity }) => behind <= capacity)
  const most = Math.max(1, ...all.map(({ behind }) => behind))
  const roomPx = Math.min(layout.queueRoomPx, layout.backlogRoomPx)
  return sites.map((lane) =>
    lane.map(({ behind, capacity, rows, ...site }) => {
      const isOneByOne = isCountable || (behind <= COUNTED && behind <= capacity)
      const count = behind <= 3 ? 1 : rows
      return {
        ...site,
        dots: isOneByOne
          ? Array.from({ length: behind }, (_, at) => ({
              x: site.x - Math.floor(at / count) * layout.pitch,
              y: site.y + ((at % count) - (count - 1) / 2) * layout.pitch,
            }))
          : [],
        barPx: isOneByOne ? 0 : Math.max(1, (behind / most) * roomPx),
      }
    }),
  )
}

interface Site {
  readonly place: LanePile["place"]
  readonly size: number
  readonly hasService: boolean
  /** Those that stand there, but for the one in service. */
  readonly behind: number
  readonly x: number
  readonly y: number
  readonly rows: number
  readonly capacity: number
}

function sitesOf({ waiting, workers }: LaneNow, layout: LaneLayout): readonly Site[] {
  const { queueX, queueRoomPx, backlogX, backlogRoomPx, middleY, pitch } = layout
  const capacity = (roomPx: number, rows: number) => Math.floor(roomPx / pitch) * rows
  return [
    {
      place: "waiting",
      size: waiting,
      hasService: false,
      behind: waiting,
      x: queueX,
      y: middleY,
      rows: ROWS_WAITING,
      capacity: capacity(queueRoomPx, ROWS_WAITING),
    },
    ...workers.map(({ place, outstanding }): Site => {
      const behind = Math.max(0, outstanding - 1)
      return {
        place: { worker: place },
        size: outstanding,
        hasService: outstanding > 0,
        behind,
        x: backlogX,
        y: rowY(layout, place),
        rows: 2,
        capacity: capacity(backlogRoomPx, 2),
      }
    }),
  ]
}
